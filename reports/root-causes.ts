import type { CheckResult } from './verdict-schema.ts';

/**
 * Names, for every check that failed or could not be tested, the failed check that explains it: the furthest failed
 * ancestor by `dependsOn`, in declared order. The way to it leads through checks that did not pass: where one in between
 * passes, the fault further up has not come through.
 * @param dependsOn the ids that each check depends on
 */
export function explain(
  checks: readonly CheckResult[],
  dependsOn: ReadonlyMap<string, readonly string[]>,
): CheckResult[] {
  const byId = new Map(checks.map((check) => [check.id, check]));
  const wrong = (check: CheckResult): boolean => check.verdict === 'fail' || check.verdict === 'inconclusive';
  return checks.map((check) => {
    const cause = wrong(check) ? furthestFailed(check.id, byId, dependsOn) : undefined;
    return cause === undefined ? check : { ...check, causedBy: cause };
  });
}

function furthestFailed(
  id: string,
  byId: ReadonlyMap<string, CheckResult>,
  dependsOn: ReadonlyMap<string, readonly string[]>,
): string | undefined {
  const seen = new Set([id]);
  let generation = [id];
  let furthest: string | undefined;
  while (generation.length > 0) {
    const parents = generation.flatMap((child) => dependsOn.get(child) ?? []);
    generation = [...new Set(parents)].filter((parent) => !seen.has(parent) && byId.get(parent)?.verdict !== 'pass');
    for (const parent of generation) seen.add(parent);
    furthest = generation.find((parent) => byId.get(parent)?.verdict === 'fail') ?? furthest;
  }
  return furthest;
}

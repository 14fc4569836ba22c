import type { CheckResult } from './verdict-schema.ts';

/**
 * Names, for every check that failed or could not be tested, the failed check that explains it: an ancestor by `dependsOn`
 * that nothing explains itself, the nearest first, in declared order. The way to it leads through checks that did not
 * pass: where one in between passes, the fault further up has not come through. Nor does it lead through a check that is
 * not applicable: what that one is about is no part of this installation (or not yet), so nothing here depends on it.
 * Every explanation ends at a check without one: a view that shows causes with their consequences shows every failure.
 * @param dependsOn the ids that each check depends on
 */
export function explain(
  checks: readonly CheckResult[],
  dependsOn: ReadonlyMap<string, readonly string[]>,
): CheckResult[] {
  const byId = new Map(checks.map((check) => [check.id, check]));
  const order = checks.map(({ id }) => id);
  const failedAbove = new Map(order.map((id) => [id, failedAncestors(id, byId, dependsOn)]));
  const above = (id: string): readonly string[] => failedAbove.get(id) ?? [];
  /** A failure above which nothing failed; of failures that depend on each other in a circle, the first that ran. */
  const isRoot = (id: string): boolean =>
    above(id).every((other) => above(other).includes(id) && order.indexOf(id) < order.indexOf(other));
  return checks.map((check) => {
    const wrong = check.verdict === 'fail' || check.verdict === 'inconclusive';
    if (!wrong || (check.verdict === 'fail' && isRoot(check.id))) return check;
    const cause = above(check.id).find(isRoot);
    return cause === undefined ? check : { ...check, causedBy: cause };
  });
}

/** Whether a fault further up may have come through a check. One that this run was not asked for says nothing against it. */
const letsThrough = (check: CheckResult | undefined): boolean =>
  check?.verdict !== 'pass' && check?.verdict !== 'not-applicable';

/** The failed checks that a check can depend on, itself left out: the nearest first, in declared order. */
function failedAncestors(
  id: string,
  byId: ReadonlyMap<string, CheckResult>,
  dependsOn: ReadonlyMap<string, readonly string[]>,
): string[] {
  const seen = new Set([id]);
  const failed: string[] = [];
  let generation = [id];
  while (generation.length > 0) {
    const parents = generation.flatMap((child) => dependsOn.get(child) ?? []);
    generation = [...new Set(parents)].filter((parent) => !seen.has(parent) && letsThrough(byId.get(parent)));
    for (const parent of generation) seen.add(parent);
    failed.push(...generation.filter((parent) => byId.get(parent)?.verdict === 'fail'));
  }
  return failed;
}

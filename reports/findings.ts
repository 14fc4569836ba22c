import { gateCountsText } from './load-gates.ts';
import { markOf, said } from './symbols.ts';
import type { CheckResult, Verdict } from './verdict-schema.ts';

/** A failure that no other failure explains, with those that it explains. */
export interface RootCause {
  check: CheckResult;
  consequences: CheckResult[];
}

/** Checks that could not be tested for one and the same reason. */
export interface Untested {
  reason: string;
  checks: CheckResult[];
}

/** A verdict, sorted as a reader wants it: causes before consequences, equal reasons once. */
export interface Findings {
  causes: RootCause[];
  untested: Untested[];
  expected: CheckResult[];
}

export function findings(verdict: Verdict): Findings {
  const failures = verdict.checks.filter((check) => check.verdict === 'fail');
  const unexpected = failures.filter((check) => check.expected === undefined);
  const roots = unexpected.filter((check) => !unexpected.some((other) => other.id === check.causedBy));
  const wrong = verdict.checks.filter((check) => check.expected === undefined);
  const causes = roots
    .map((check) => ({ check, consequences: wrong.filter((other) => other.causedBy === check.id) }))
    // A MUST before a SHOULD; else the order of the run. (Sorting is stable.)
    .sort((a, b) => Number(markOf(a.check) === 'warning') - Number(markOf(b.check) === 'warning'));
  const explained = new Set(causes.flatMap((cause) => cause.consequences.map((check) => check.id)));
  const inconclusive = verdict.checks.filter((check) => check.verdict === 'inconclusive' && !explained.has(check.id));
  return {
    causes,
    untested: byReason(inconclusive),
    expected: failures.filter((check) => check.expected !== undefined),
  };
}

function byReason(checks: readonly CheckResult[]): Untested[] {
  const groups = new Map<string, CheckResult[]>();
  for (const check of checks) groups.set(said(check), [...(groups.get(said(check)) ?? []), check]);
  return [...groups].map(([reason, group]) => ({ reason, checks: group }));
}

/** `105 passed, 2 failed, 1 untested, 9 not applicable, 3 expected failures`: what is zero is left out, but passed and failed. */
function countsText(counts: Verdict['counts']): string {
  const expected = `${counts.expected} expected ${counts.expected === 1 ? 'failure' : 'failures'}`;
  return [
    `${counts.pass} passed`,
    `${counts.fail} failed`,
    ...(counts.inconclusive > 0 ? [`${counts.inconclusive} untested`] : []),
    ...(counts.notApplicable > 0 ? [`${counts.notApplicable} not applicable`] : []),
    ...(counts.expected > 0 ? [expected] : []),
  ].join(', ');
}

/** The numbers of a verdict in words: of its checks, and of its load runs' gates. A load run has no checks to count. */
export function numbersOf({ checks, counts, load = [] }: Verdict): string[] {
  const ofChecks = checks.length > 0 || load.length === 0 ? [countsText(counts)] : [];
  return [...ofChecks, ...load.map(gateCountsText)];
}

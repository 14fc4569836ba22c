import type { CatalogueEntry } from './catalogue-schema.ts';
import { didNotRun } from './check-result.ts';
import { type ExpectedFailure, reconcile } from './expected-failures.ts';
import { explain } from './root-causes.ts';
import { type CheckResult, SCHEMA_VERSION, type Verdict } from './verdict-schema.ts';

/** Everything that a run has learnt, before it is judged as a whole. */
export interface RunFacts {
  run: Omit<Verdict['run'], 'rerun'>;
  target: Verdict['target'];
  drift: Verdict['drift'];
  /** Every check that the run was asked for, in order. */
  selected: readonly CatalogueEntry[];
  results: readonly CheckResult[];
  /** Why checks without a result did not run. */
  notRunReason: string;
  expectedFailures: readonly ExpectedFailure[];
  /** Ids of those that the user expects: who keeps a list is told, by a failure, where it no longer holds. */
  ownExpectations?: ReadonlySet<string>;
  /** Ids of all checks there are. */
  known: ReadonlySet<string>;
  /** YYYY-MM-DD */
  today: string;
  /** SHOULD failures count, and stale expectations of the layout too. */
  strict: boolean;
  /** The command that runs only these checks, or phases, again. */
  rerun: (ids: readonly string[]) => string;
}

/** Judges a run as a whole: the one place that decides the overall verdict and the exit code. */
export function assemble(facts: RunFacts): Verdict {
  const results = new Map(facts.results.map((check) => [check.id, check]));
  const all = facts.selected.map((entry) => results.get(entry.id) ?? didNotRun(entry, facts.notRunReason));
  const { checks: marked, expectedFailures } = reconcile(all, facts.expectedFailures, facts.known, facts.today);
  const checks = explain(marked, new Map(facts.selected.map((entry) => [entry.id, entry.dependsOn])));
  const wrong = expectedFailures.stale.filter(({ id }) => facts.strict || facts.ownExpectations?.has(id) === true);
  const { verdict, exitCode } = overall(checks, wrong.length, facts.strict);
  const again = toRerun(checks);
  return {
    schemaVersion: SCHEMA_VERSION,
    run: { ...facts.run, ...(again.length > 0 && { rerun: facts.rerun(again) }) },
    target: facts.target,
    verdict,
    exitCode: facts.run.interrupted ? 130 : exitCode,
    counts: count(checks),
    checks,
    drift: facts.drift,
    expectedFailures,
  };
}

const failed = (check: CheckResult): boolean => check.verdict === 'fail' && check.expected === undefined;

function overall(
  checks: readonly CheckResult[],
  stale: number,
  strict: boolean,
): { verdict: Verdict['verdict']; exitCode: 0 | 1 | 3 } {
  const counts = (check: CheckResult): boolean => failed(check) && (strict || check.level === 'must');
  if (checks.some(counts) || stale > 0) return { verdict: 'fail', exitCode: 1 };
  // A run that judged nothing has shown nothing.
  const judged = checks.some((check) => check.verdict === 'pass' || check.verdict === 'fail');
  if (!judged || checks.some((check) => check.verdict === 'inconclusive'))
    return { verdict: 'inconclusive', exitCode: 3 };
  return { verdict: 'pass', exitCode: 0 };
}

function count(checks: readonly CheckResult[]): Verdict['counts'] {
  const number = (matches: (check: CheckResult) => boolean): number => checks.filter(matches).length;
  return {
    pass: number((check) => check.verdict === 'pass'),
    fail: number(failed),
    inconclusive: number((check) => check.verdict === 'inconclusive'),
    notApplicable: number((check) => check.verdict === 'not-applicable'),
    expected: number((check) => check.expected !== undefined),
  };
}

/** The failures; where there are none, what could not be tested. */
function toRerun(checks: readonly CheckResult[]): string[] {
  const failures = checks.filter(failed);
  const again = failures.length > 0 ? failures : checks.filter((check) => check.verdict === 'inconclusive');
  return again.map((check) => check.id);
}

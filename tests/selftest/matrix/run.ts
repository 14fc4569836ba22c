import pLimit from 'p-limit';
import type { Verdict } from '../../../reports/verdict-schema.ts';
import type { InstallationName } from '../../../sandbox/world.ts';
import { verdictOf } from '../verify.ts';
import { firstCauses } from './named-causes.ts';
import { judgeRun, type MatrixRun, type Problem } from './plan.ts';

/** Sandboxes side by side: what two cores carry without one run's clock disturbing another's. */
const SIDE_BY_SIDE = 2;

export interface MatrixOutcome {
  run: MatrixRun;
  verdicts: Map<string, string>;
  problems: Problem[];
  /** What a diagnosis names first of it. */
  causes: string[];
  seconds: number;
}

/** Each check's verdict by id; an expected failure counts as its own word, so that it is not taken for a kill. */
export function verdictsById(verdict: Verdict): Map<string, string> {
  return new Map(verdict.checks.map((check) => [check.id, check.expected === undefined ? check.verdict : 'expected']));
}

export type Healthy = Map<InstallationName, Map<string, string>>;

/** Verifies a sandbox with the faults of a run. */
export type Verify = (run: MatrixRun) => Promise<Verdict>;

/** As a user does. */
const byCommand: Verify = async ({ installation, faults, phases, checks = [] }) => {
  const { verdict } = await verdictOf([
    `--sandbox=${installation}`,
    ...faults.flatMap((fault) => ['--fault', fault.name]),
    ...phases.flatMap((phase) => ['--phase', phase]),
    ...checks.flatMap((check) => ['--check', check]),
  ]);
  return verdict;
};

/** Runs a plan and judges every run; `report` hears of each as it ends. */
export async function runPlan(
  plan: MatrixRun[],
  healthy: Healthy,
  report: (outcome: MatrixOutcome) => void,
  verify: Verify = byCommand,
  sideBySide: number = SIDE_BY_SIDE,
): Promise<MatrixOutcome[]> {
  const limit = pLimit(sideBySide);
  return Promise.all(
    plan.map((run) =>
      limit(async () => {
        const outcome = await runOne(run, healthy, verify);
        report(outcome);
        return outcome;
      }),
    ),
  );
}

/** How often a run is tried where a machine that is too busy kept limits from being judged in one window. */
const TRIES = 3;

/** A check that should fail and passes is a problem at once; one that could not be tested may be on another try. */
export const isOnlyUntested = ({ run, verdicts, problems }: Omit<MatrixOutcome, 'seconds' | 'causes'>): boolean =>
  problems.length > 0 &&
  problems.every(({ verdict }) => verdict === 'inconclusive') &&
  run.faults.flatMap((fault) => fault.noticedBy).every((id) => verdicts.get(id) !== 'pass');

async function runOne(run: MatrixRun, healthy: Healthy, verify: Verify): Promise<MatrixOutcome> {
  let outcome = await tryOne(run, healthy, verify);
  for (let tries = 1; isOnlyUntested(outcome) && tries < TRIES; tries += 1)
    outcome = await tryOne(run, healthy, verify);
  return outcome;
}

async function tryOne(run: MatrixRun, healthy: Healthy, verify: Verify): Promise<MatrixOutcome> {
  const reference = healthy.get(run.installation);
  if (reference === undefined) throw new Error(`no healthy run of ${run.installation} to compare with`);
  const started = performance.now();
  const verdict = await verify(run);
  const verdicts = verdictsById(verdict);
  // A fault may break what a release's known defect breaks anyway: the named check is then red as expected, not anew.
  for (const id of run.faults.flatMap((fault) => fault.noticedBy)) {
    if (verdicts.get(id) === 'expected' && reference.get(id) !== 'expected') verdicts.set(id, 'fail');
  }
  const seconds = (performance.now() - started) / 1_000;
  return { run, verdicts, problems: judgeRun(run, verdicts, reference), causes: firstCauses(verdict), seconds };
}

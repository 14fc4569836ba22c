import type { Judged } from '../../../diagnostics/analyzers/said-by-checks.ts';
import type { Fault } from '../../../sandbox/fault.ts';
import { healthyWorld } from '../../../sandbox/sandbox.ts';
import type { InstallationName } from '../../../sandbox/world.ts';
import type { LoadedCheck } from '../in-process/checks.ts';
import { judged } from '../in-process/judged.ts';
import { memoryCluster } from '../in-process/memory-cluster.ts';
import type { Trial } from '../in-process/trial.ts';
import { installationsOf, readsTheCluster } from './inventory.ts';
import { firstCauses } from './named-causes.ts';
import { judgeRun, type TriedInMemory } from './plan.ts';
import type { MatrixOutcome } from './run.ts';

const verdictsById = (verdicts: Trial['healthy']): Map<string, string> =>
  new Map([...verdicts].map(([{ declaration }, { verdict }]) => [declaration.id, verdict]));

/**
 * Whether a fault can be tried without servers: the checks that it names read the cluster, and judge a healthy one by its objects
 * alone. What a server decides (rights, a dry run, a lookup, the certificate that is served) is not in an object, and a known
 * defect of the release is red already.
 */
function isForMemory(fault: Fault, installation: InstallationName, { healthy, assuming }: Trial): boolean {
  if (!installationsOf(fault).includes(installation) || !fault.noticedBy.every(readsTheCluster)) return false;
  const judgedByObjects = [...healthy]
    .filter(([check, { verdict }]) => !assuming.has(check) && (verdict === 'pass' || verdict === 'not-applicable'))
    .map(([{ declaration }]) => declaration.id);
  return fault.noticedBy.every((id) => judgedByObjects.includes(id));
}

/** Which faults are tried in memory, in which of the installations. */
export const triedInMemory =
  (trials: ReadonlyMap<InstallationName, Trial>): TriedInMemory =>
  (fault, installation) => {
    const trial = trials.get(installation);
    return trial !== undefined && isForMemory(fault, installation, trial);
  };

/** Makes the fault in an installation of its own, and judges it by every check of the phases that read the cluster. */
export async function runInMemory(
  fault: Fault,
  installation: InstallationName,
  { checks, trial }: { checks: readonly LoadedCheck[]; trial: Trial },
): Promise<MatrixOutcome> {
  const started = performance.now();
  const world = await healthyWorld({ installation, realWindows: false });
  await fault.apply(world);
  const cluster = memoryCluster(world);
  const verdicts = new Map<string, string>();
  const told: Judged['checks'][number][] = [];
  for (const check of checks) {
    const { verdict, text } = await judged(check, { cluster, layout: trial.layout, world });
    verdicts.set(check.declaration.id, verdict);
    // What fails in the healthy installation too is a known defect.
    if (verdict === 'fail' && trial.healthy.get(check)?.verdict !== 'fail')
      told.push({ id: check.declaration.id, verdict, observed: text });
  }
  const run = { installation, faults: [fault], phases: [], where: 'memory' as const };
  const problems = judgeRun(run, verdicts, verdictsById(trial.healthy));
  return {
    run,
    verdicts,
    problems,
    causes: firstCauses({ checks: told }),
    seconds: (performance.now() - started) / 1000,
  };
}

import type { Fault } from '../../../sandbox/fault.ts';
import type { InstallationName } from '../../../sandbox/world.ts';
import { type CatalogueEntry, covers, installationsOf, phaseOf } from './inventory.ts';

/** One run of the matrix: a sandbox with these faults, verified in these phases. */
export interface MatrixRun {
  installation: InstallationName;
  faults: Fault[];
  phases: string[];
}

/** Every phase that a fault says it touches. A `*` pattern touches them all, which an empty list stands for. */
function touchedPhases(fault: Fault): string[] {
  const ids = [...fault.noticedBy, ...(fault.alsoTouches ?? [])];
  return ids.includes('*') ? [] : [...new Set(ids.map(phaseOf))].sort();
}

/** Every fault alone, on each installation that it is made for, with every check of the phases that it can touch. */
export function fullPlan(faults: Fault[]): MatrixRun[] {
  return faults.flatMap((fault) =>
    installationsOf(fault).map((installation) => ({ installation, faults: [fault], phases: touchedPhases(fault) })),
  );
}

/**
 * The fewest runs that kill every check once, by its first fault. Faults share a sandbox where they name no check in
 * common and have no consequences: then a red check can only be the one fault's, and its absence is still noticed.
 */
export function quickPlan(faults: Fault[], checks: CatalogueEntry[]): MatrixRun[] {
  const first = new Set(checks.map((check) => check.catches[0]));
  const runs: MatrixRun[] = [];
  for (const fault of faults.filter((candidate) => first.has(candidate.name))) {
    const [installation] = installationsOf(fault);
    if (installation === undefined) throw new Error(`fault ${fault.name} is made for no installation`);
    const phases = touchedPhases(fault);
    const host = runs.find((run) => canShare(run, fault, installation));
    if (host === undefined) runs.push({ installation, faults: [fault], phases });
    else {
      host.faults.push(fault);
      host.phases = [...new Set([...host.phases, ...phases])].sort();
    }
  }
  return runs;
}

/** Faults of the data plane change what other faults' checks see; only faults of the cluster's objects share. */
const OF_OBJECTS = /^(prereq|operators|mesh|knative|kserve)\./;

function canShare(run: MatrixRun, fault: Fault, installation: InstallationName): boolean {
  const alone = (candidate: Fault): boolean =>
    (candidate.alsoTouches ?? []).length > 0 || !candidate.noticedBy.every((id) => OF_OBJECTS.test(id));
  if (run.installation !== installation || alone(fault) || run.faults.some(alone)) return false;
  const named = new Set(run.faults.flatMap((other) => other.noticedBy));
  return !fault.noticedBy.some((id) => named.has(id));
}

/** What a run proves, or the sentences that say what is wrong with it. */
export function judgeRun(run: MatrixRun, outcome: Map<string, string>, healthy: Map<string, string>): string[] {
  const named = new Set(run.faults.flatMap((fault) => fault.noticedBy));
  const patterns = run.faults.flatMap((fault) => fault.alsoTouches ?? []);
  const subject = `${run.installation} with ${run.faults.map((fault) => fault.name).join(' + ')}`;
  const problems = [...named]
    .filter((id) => outcome.get(id) !== 'fail')
    .map((id) => `${subject}: ${id} should fail, but is ${outcome.get(id) ?? 'missing'}`);
  for (const [id, verdict] of outcome) {
    if (named.has(id) || patterns.some((pattern) => covers(pattern, id))) continue;
    if (verdict !== healthy.get(id)) {
      problems.push(
        `${subject}: ${id} is ${verdict}, though nothing it looks at is broken (healthy: ${healthy.get(id)})`,
      );
    }
  }
  return problems;
}

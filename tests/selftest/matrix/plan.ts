import { z } from 'zod';
import type { Fault } from '../../../sandbox/fault.ts';
import { INSTALLATIONS, type InstallationName } from '../../../sandbox/world.ts';
import { editedObjects } from './edited-objects.ts';
import { type CatalogueEntry, covers, installationsOf, phaseOf, readsTheCluster } from './inventory.ts';

/** One run of the matrix: a sandbox with these faults, verified in these phases. */
export interface MatrixRun {
  installation: InstallationName;
  faults: Fault[];
  phases: string[];
  /** Only these checks, where given. */
  checks?: string[];
  /**
   * Tried in memory, by every check of the phases that read the cluster, or on a sandbox with the suites in the process of the
   * test; by the real command where absent.
   */
  where?: 'memory' | 'process';
}

/** Every phase that a fault says it touches. A `*` pattern touches them all, which an empty list stands for. */
export function touchedPhases(fault: Fault): string[] {
  const ids = [...fault.noticedBy, ...(fault.alsoTouches ?? [])];
  return ids.includes('*') ? [] : [...new Set(ids.map(phaseOf))].sort();
}

/** Whether a fault was, or is, tried in memory on an installation. */
export type TriedInMemory = (fault: Fault, installation: InstallationName) => boolean;

/** Whether all that a fault can touch reads the cluster: memory, which judges those phases, then leaves nothing to try. */
const isWhollyOfTheCluster = (fault: Fault): boolean =>
  [...fault.noticedBy, ...(fault.alsoTouches ?? [])].every(readsTheCluster);

/**
 * Every fault alone, on each installation that it is made for, with every check of the phases that it can touch; but for
 * those that memory has tried with all of them.
 */
export function fullPlan(faults: Fault[], isInMemory: TriedInMemory): MatrixRun[] {
  return faults.flatMap((fault) =>
    installationsOf(fault)
      .filter((installation) => !(isWhollyOfTheCluster(fault) && isInMemory(fault, installation)))
      .map((installation) => ({
        installation,
        faults: [fault],
        phases: touchedPhases(fault),
        where: 'process' as const,
      })),
  );
}

/** So many faults share a sandbox: each failing check restarts its worker, and two runs go side by side. */
const MOST_TOGETHER = 24;

/**
 * Few runs that kill checks once, by their first fault. Faults in the objects of the cluster (those that memory
 * tries, too) share a sandbox where they have no consequences, no check is named, and no object edited, by two of them: then every
 * red check has one cause, and every check that is green says that none of them touches it. Any other fault has a sandbox of
 * its own, verified by the checks that it names.
 */
export async function quickPlan(
  faults: Fault[],
  checks: CatalogueEntry[],
  isInMemory: TriedInMemory,
): Promise<MatrixRun[]> {
  const first = new Set(checks.map((check) => check.catches[0]));
  const shared: MatrixRun[] = [];
  const alone: MatrixRun[] = [];
  const chosen = faults.filter((candidate) => first.has(candidate.name));
  const edited = new Map<string, Set<string>>();
  for (const installation of INSTALLATIONS) {
    const own = chosen.filter((fault) => installationsOf(fault)[0] === installation && isInMemory(fault, installation));
    for (const [name, objects] of await editedObjects(own, installation)) edited.set(name, objects);
  }
  for (const fault of chosen) {
    const [installation] = installationsOf(fault);
    if (installation === undefined) throw new Error(`fault ${fault.name} is made for no installation`);
    const phases = touchedPhases(fault);
    if (!isInMemory(fault, installation)) {
      alone.push({ installation, faults: [fault], phases: [], checks: fault.noticedBy, where: 'process' });
      continue;
    }
    if ((fault.alsoTouches ?? []).length > 0) continue;
    const host = shared.find((run) => run.installation === installation && agrees(run, fault, edited));
    if (host === undefined) shared.push({ installation, faults: [fault], phases, where: 'process' });
    else {
      host.faults.push(fault);
      host.phases = [...new Set([...host.phases, ...phases])].sort();
    }
  }
  return [...shared, ...alone];
}

/** Whether a fault names no check, and edits no object, that another fault of the run does. */
function agrees({ faults }: MatrixRun, fault: Fault, edited: Map<string, Set<string>>): boolean {
  const objects = edited.get(fault.name) ?? new Set();
  return (
    faults.length < MOST_TOGETHER &&
    faults.every(
      (other) =>
        !other.noticedBy.some((id) => fault.noticedBy.includes(id)) &&
        objects.isDisjointFrom(edited.get(other.name) ?? new Set()),
    )
  );
}

/** A check that ended otherwise than a run should have it. */
export const Problem = z.object({
  check: z.string(),
  /** How it ended; absent where the run has no such check. */
  verdict: z.string().optional(),
  text: z.string(),
});
export type Problem = z.infer<typeof Problem>;

/** What is wrong with a run; an empty list where it proves what it should. */
export function judgeRun(run: MatrixRun, outcome: Map<string, string>, healthy: Map<string, string>): Problem[] {
  const named = new Set(run.faults.flatMap((fault) => fault.noticedBy));
  const patterns = run.faults.flatMap((fault) => fault.alsoTouches ?? []);
  const subject = `${run.installation} with ${run.faults.map((fault) => fault.name).join(' + ') || 'no fault'}`;
  const problems = [...named]
    .map((id): Problem => {
      const verdict = outcome.get(id);
      return { check: id, verdict, text: `${subject}: ${id} should fail, but is ${verdict ?? 'missing'}` };
    })
    .filter(({ verdict }) => verdict !== 'fail');
  for (const [id, verdict] of outcome) {
    if (named.has(id) || patterns.some((pattern) => covers(pattern, id))) continue;
    if (verdict !== healthy.get(id)) {
      const text = `${subject}: ${id} is ${verdict}, though nothing it looks at is broken (healthy: ${healthy.get(id)})`;
      problems.push({ check: id, verdict, text });
    }
  }
  return problems;
}

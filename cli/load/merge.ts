import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Measures } from '../../load/measures/measures.ts';
import { readCounters } from '../../load/metering/record.ts';
import { hashOf } from '../../load/plan/canonical.ts';
import type { Plan } from '../../load/plan/plan.ts';
import { type Recorded, readSamples, SamplesError } from '../../load/samples/reader.ts';
import { Verdict } from '../../reports/verdict-schema.ts';
import { writeAtomically } from '../files.ts';
import { baselinesFor } from '../history/load-trends.ts';
import { demandHistory, type HistoryPlace } from '../history/store.ts';
import { namedTarget } from '../history/target-key.ts';
import { demandFolder } from '../outputs.ts';
import { UsageError } from '../usage-error.ts';
import { conclude, FILES } from './conclude.ts';
import { planAt } from './profile-file.ts';

/** The plan of all slices together. Its hash says whether it is whole. Throws UsageError. */
function whole(plans: readonly Plan[]): Plan {
  const [first] = plans;
  if (first === undefined) throw new UsageError('nothing to merge: name the folders of the slices');
  const other = plans.find(({ hash }) => hash !== first.hash);
  if (other !== undefined)
    throw new UsageError(
      `the slices are of different plans (${first.hash.slice(0, 12)} and ${other.hash.slice(0, 12)})`,
    );
  const { slice, hash, ...rest } = first;
  const requests = [...new Map(plans.flatMap((plan) => plan.requests).map((one) => [one.i, one])).values()].toSorted(
    (a, b) => a.i - b.i,
  );
  const body = { ...rest, requests };
  if (hashOf(body) !== hash)
    throw new UsageError(
      `slices of the plan are missing: ${plans.map((plan) => plan.slice?.index ?? 'all').join(', ')} of ${slice?.of ?? 1} were given`,
    );
  return { ...body, hash };
}

/** What the run of a slice says of its target; the sandbox's where it cannot be read. */
function targetIn(folder: string): { kind: 'live' | 'sandbox'; layout: string } {
  try {
    const { target } = Verdict.parse(JSON.parse(readFileSync(join(folder, FILES.verdict), 'utf8')));
    return { kind: target.kind === 'sandbox' ? 'sandbox' : 'live', layout: target.layout };
  } catch {
    return { kind: 'live', layout: 'unknown' };
  }
}

/** What one slice has left. Throws SamplesError. */
async function partIn(folder: string): Promise<Recorded> {
  const counters = readCounters(join(folder, FILES.counters));
  return { ...(await readSamples(join(folder, FILES.samples))), ...(counters !== undefined && { counters }) };
}

export interface MergeRequest {
  folders: readonly string[];
  out: string;
  baselines: readonly Measures[];
  command: string;
  format: 'console' | 'json';
  /** Where the run is kept, and what it is called there; by the target of its slices when not named. */
  history?: { folder: string; targetName?: string };
}

/** The place in a history: the slices say what they ran against, but not its address. Throws UsageError. */
function placeOf({ history, folders }: MergeRequest): HistoryPlace | undefined {
  if (history === undefined) return undefined;
  const { kind, layout } = targetIn(folders[0] ?? '');
  if (history.targetName === undefined && kind === 'live')
    throw new UsageError(
      'a merge asks no cluster what its target is called: name it with --target-name, as its nights are',
    );
  const place = { folder: history.folder, target: namedTarget(history.targetName, layout) };
  demandHistory(place);
  return place;
}

/** Judges what the slices of one plan have recorded as one run; answers the exit code. */
export async function mergeLoad(request: MergeRequest): Promise<number> {
  const { folders, out, command, format } = request;
  const startedAt = new Date();
  const plan = whole(folders.map((folder) => planAt(join(folder, FILES.plan))));
  demandFolder(out);
  const history = placeOf(request);
  const baselines = baselinesFor(request.baselines, history, plan);
  try {
    const parts = await Promise.all(folders.map(partIn));
    writeAtomically(join(out, FILES.plan), `${JSON.stringify(plan)}\n`);
    const target = targetIn(folders[0] ?? '');
    return conclude({ plan, parts, baselines, out, startedAt, command, target, format, ...(history && { history }) });
  } catch (error) {
    throw error instanceof SamplesError ? new UsageError(error.message) : error;
  }
}

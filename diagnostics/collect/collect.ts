import { once } from 'node:events';
import type { Layout } from '../../layouts/layout.ts';
import type { RawObject } from '../../platform/cluster/objects.ts';
import type { Discovered } from '../../platform/cluster/raw/raw-cluster.ts';
import type { ManifestItem } from '../manifest/manifest.ts';
import { containersOf, type SeenContainer } from './containers.ts';
import type { Collecting } from './context.ts';
import { collectLog, type Heard, roomOf, type WantedLog } from './logs.ts';
import { collectList, type Seen } from './objects.ts';
import { type Plan, type PlannedList, planOf } from './plan.ts';
import { hasModels, type Scope } from './scope.ts';
import { type Turns, turns } from './turns.ts';

/** Questions at a time. An API server queues the questions of one user apart from those of others; logs, most of them, it does not queue. */
export const AT_ONCE = 24;

/** Something that is collected beside objects and logs: metrics, probes, a request. */
export interface Extra {
  id: string;
  collect(): Promise<ManifestItem>;
}

export interface Collection {
  collecting: Omit<Collecting, 'record'>;
  discovered: Discovered;
  /** The installation's; several where it is not known. */
  layouts: readonly Layout[];
  scope: Scope;
  extras: readonly Extra[];
  /** Collected when all else has been. */
  lastly: readonly Extra[];
  heard: Heard;
  /** Is told of what is done, for a line on a terminal. */
  onProgress(done: number, total: number): void;
}

const MODEL_KINDS = new Set(['InferenceService', 'LLMInferenceService']);

/** What the lists tell of the logs there are. */
interface LogsSeen {
  /** By place and name: a list that began anew shows its first pods twice. */
  containers: Map<string, SeenContainer>;
  modelNamespaces: Set<string>;
}

/** A list of all namespaces that is forbidden is tried in each: some users may read their own. */
async function listed(list: PlannedList, plan: Plan, { collecting, seen }: Lists): Promise<ManifestItem[]> {
  const item = await collectList(list, collecting, seen);
  if (item.outcome !== 'forbidden' || list.namespace !== undefined || !list.type.namespaced) return [item];
  const own: ManifestItem[] = [];
  for (const namespace of plan.namespaces) {
    if (collecting.signal.aborted) break;
    own.push(await collectList({ ...list, namespace }, collecting, seen));
  }
  return [item, ...own.filter(({ outcome }) => outcome !== 'forbidden')];
}

interface Lists {
  collecting: Collecting;
  seen: Seen;
}

function wantedLogs(plan: Plan, scope: Scope, { containers, modelNamespaces }: LogsSeen): WantedLog[] {
  const namespaces = new Set([...plan.logNamespaces, ...(hasModels(scope) ? modelNamespaces : [])]);
  return [...containers.values()]
    .filter(({ namespace }) => namespaces.has(namespace))
    .flatMap((one) => [{ ...one, previous: false }, ...(one.hasPrevious ? [{ ...one, previous: true }] : [])]);
}

/** Collects all that a scope asks for; answers what became of each thing. What is missed loses nothing else. */
export async function collect(collection: Collection): Promise<ManifestItem[]> {
  const { discovered, layouts, scope, extras, lastly, heard, onProgress } = collection;
  const items: ManifestItem[] = [];
  let total = 0;
  const collecting: Collecting = {
    ...collection.collecting,
    record(item) {
      items.push(item);
      onProgress(items.length, total);
    },
  };
  const plan = planOf(scope, layouts, discovered.types);
  total = plan.lists.length + extras.length + lastly.length;
  const seen: LogsSeen = { containers: new Map(), modelNamespaces: new Set() };
  const take = (object: RawObject): void => {
    for (const one of object.kind === 'Pod' ? containersOf(object) : [])
      seen.containers.set(`${one.namespace}/${one.pod}/${one.container}`, one);
    if (MODEL_KINDS.has(object.kind ?? '')) seen.modelNamespaces.add(object.metadata.namespace ?? '');
  };
  const turn = turns(AT_ONCE, collecting.signal);
  await Promise.all([
    ...plan.lists.map((list) => collectOne(turn, list, plan, { collecting, seen: take })),
    ...extras.map(async (extra) => collecting.record(await inTime(extra, collecting.signal))),
  ]);
  const logs = wantedLogs(plan, scope, seen);
  total += logs.length;
  let left = logs.length;
  await Promise.all(
    logs.map(async (log) => {
      const work = (): Promise<ManifestItem> => collectLog(log, collecting, roomOf(collecting, left), heard);
      const item = await turn.run(work, `log ${log.namespace}/${log.pod}/${log.container}`);
      left -= 1;
      collecting.record(item);
    }),
  );
  for (const extra of lastly) collecting.record(await inTime(extra, collecting.signal));
  return items;
}

/** What goes on for longer than there is time for is left to itself: it has deadlines of its own. */
async function inTime(extra: Extra, signal: AbortSignal): Promise<ManifestItem> {
  const late: ManifestItem = {
    id: extra.id,
    outcome: 'timed-out',
    bytes: 0,
    ms: 0,
    paths: [],
    reason: 'not ended when the time was over',
  };
  if (signal.aborted) return late;
  const over = new AbortController();
  const stopped = once(signal, 'abort', { signal: over.signal }).then(
    () => late,
    () => late,
  );
  try {
    return await Promise.race([extra.collect(), stopped]);
  } finally {
    over.abort();
  }
}

async function collectOne(turn: Turns, list: PlannedList, plan: Plan, lists: Lists): Promise<void> {
  let more: ManifestItem[] = [];
  const first = await turn.run(async () => {
    const [item, ...rest] = await listed(list, plan, lists);
    more = rest;
    if (item === undefined) throw new Error('a list has one outcome at least');
    return item;
  }, `objects ${list.type.plural}`);
  for (const item of [first, ...more]) lists.collecting.record(item);
}

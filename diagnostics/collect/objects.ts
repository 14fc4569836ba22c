import { RawObject } from '../../platform/cluster/objects.ts';
import { deadline, WAITS } from '../../platform/waits.ts';
import type { ManifestItem } from '../manifest/manifest.ts';
import { hasPassed } from '../memory/relief.ts';
import type { Collecting } from './context.ts';
import { type ListFiles, listFiles } from './list-files.ts';
import { missed } from './outcome.ts';
import type { PlannedList } from './plan.ts';
import { isNeverRead, nameOf } from './resources.ts';

/** More than there is room for. */
class Full extends Error {
  override name = 'Full';
}

/** An object is in memory as it came, parsed, redacted and written, each of which takes more than its text. */
const COPIES = 8;

/** Adds a page. Throws Full. */
async function keep(objects: RawObject[], files: ListFiles, { redactor, staging, bounds }: Collecting): Promise<void> {
  if (staging.bytes() >= bounds.bytes) throw new Full();
  const bytes = await files.add(objects.map((object) => RawObject.parse(redactor.object(object))));
  hasPassed(bytes * COPIES);
}

/** Is told of each object as it came. */
export type Seen = (object: RawObject) => void;

type Told = Pick<ManifestItem, 'outcome' | 'permission' | 'reason' | 'objects'>;

/** Reads a list into files. Throws what `take` throws, with what was read so far set apart. */
async function read(
  { type, namespace }: PlannedList,
  collecting: Collecting,
  files: ListFiles,
  seen: Seen,
): Promise<Told> {
  if (isNeverRead(type)) throw new Error(`${nameOf(type)} are never collected`);
  const late = deadline(WAITS.collectedItem);
  const apiVersion = type.group === '' ? type.version : `${type.group}/${type.version}`;
  const take = async (page: RawObject[]): Promise<void> => {
    // Items of a typed list carry neither.
    const objects = page.map(
      (object): RawObject => ({
        ...object,
        apiVersion: object.apiVersion ?? apiVersion,
        kind: object.kind ?? type.kind,
      }),
    );
    for (const object of objects) seen(object);
    await keep(objects, files, collecting);
  };
  const signal = AbortSignal.any([collecting.signal, late]);
  const reader = { page: take, restart: () => files.restart() };
  const answer = await collecting.raw.list(type, namespace, reader, signal);
  if (answer.kind !== 'found') {
    await files.giveUp();
    return missed(answer, signal.aborted);
  }
  await files.finish(namespace);
  return { outcome: 'collected', objects: answer.value };
}

/** Reads one list into files, and says what became of it. */
export async function collectList(list: PlannedList, collecting: Collecting, seen: Seen): Promise<ManifestItem> {
  const { staging, root, bounds } = collecting;
  const start = performance.now();
  const files = listFiles(staging, root, list.type);
  let told: Told;
  try {
    told = await read(list, collecting, files, seen);
  } catch (error) {
    await files.giveUp().catch(() => undefined);
    told =
      error instanceof Full
        ? { outcome: 'truncated', reason: `--max-size leaves room for ${bounds.bytes} bytes, and they are used up` }
        : { outcome: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
  return {
    id: `objects ${nameOf(list.type)}${list.namespace === undefined ? '' : ` in ${list.namespace}`}`,
    bytes: files.bytes(),
    ms: performance.now() - start,
    paths: files.paths(),
    ...told,
  };
}

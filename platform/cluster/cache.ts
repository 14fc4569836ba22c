import type { z } from 'zod';
import { cacheFiles, KeptList, KeptObject } from './cache-files.ts';
import type { Answer, Kind, ListOptions } from './cluster.ts';
import { collectionPath, type RawObject } from './objects.ts';
import { selects } from './selector.ts';

export type RawList = Answer<RawObject[]>;
type RawAnswer = Answer<RawObject>;

/** One reading per kind and namespace, and per object, in a run. */
export interface ReadCache {
  /** The list as kept, or read by `read` and kept. One reading at a time for one list. */
  list(kind: Kind<unknown>, options: ListOptions, read: () => Promise<RawList>): Promise<RawList>;
  /** The object as kept, alone or in a list, or read by `read` and kept. */
  object(kind: Kind<unknown>, place: Place, read: () => Promise<RawAnswer>): Promise<RawAnswer>;
  /** Forgets everything about a kind, as after a change of ours. */
  forget(kind: Kind<unknown>): void;
}

interface Place {
  name: string;
  namespace?: string;
}

const listKey = (kind: Kind<unknown>, { namespace, labelSelector }: ListOptions): string =>
  `${collectionPath(kind, namespace)}?${labelSelector ?? ''}`;
const objectKey = (kind: Kind<unknown>, { name, namespace }: Place): string =>
  `${collectionPath(kind, namespace)}/${encodeURIComponent(name)}`;

const narrowed = (list: RawList, { namespace, labelSelector }: ListOptions): RawList => {
  if (list.kind !== 'found') return list;
  const chosen = labelSelector === undefined ? () => true : selects(labelSelector);
  const value = list.value.filter(
    ({ metadata }) => (namespace === undefined || metadata.namespace === namespace) && chosen(metadata.labels),
  );
  return { kind: 'found', value };
};

function found({ kind, ...list }: RawList & { kind: 'found' }, { name }: Place): RawAnswer {
  const value = list.value.find(({ metadata }) => metadata.name === name);
  return value === undefined ? { kind: 'not-found' } : { kind, value };
}

/** The cache of a process, in memory and in files of `folder` (none where it is absent). */
export function readCache(folder?: string): ReadCache {
  const lists = new Map<string, Promise<RawList>>();
  const objects = new Map<string, Promise<RawAnswer>>();
  const files = cacheFiles(folder);

  /** What is in memory under a key, or in a file. */
  const kept = <T>(
    memory: Map<string, Promise<T>>,
    kind: Kind<unknown>,
    key: string,
    schema: z.ZodType<T>,
  ): Promise<T> | undefined => {
    const here = memory.get(key);
    if (here !== undefined) return here;
    const inFile = files.read(kind, key, schema);
    if (inFile === undefined) return undefined;
    const answer = Promise.resolve(inFile);
    memory.set(key, answer);
    return answer;
  };
  /** The list itself, or a wider one that was read in full. */
  const known = async (kind: Kind<unknown>, options: ListOptions): Promise<RawList | undefined> => {
    const own = await kept<RawList>(lists, kind, listKey(kind, options), KeptList);
    if (own !== undefined) return own;
    for (const wide of [{}, { namespace: options.namespace }]) {
      const list = await kept<RawList>(lists, kind, listKey(kind, wide), KeptList);
      if (list?.kind === 'found' || list?.kind === 'type-missing') return narrowed(list, options);
    }
    return undefined;
  };
  /** Reads once; what a second question would be answered as well is kept. */
  const reading = async <T extends Answer<unknown>>(
    memory: Map<string, Promise<T>>,
    { kind, key }: { kind: Kind<unknown>; key: string },
    read: () => Promise<T>,
  ): Promise<T> => {
    // Somebody else may have begun to read it while we looked.
    const begun = memory.get(key);
    if (begun !== undefined) return begun;
    const answer = read();
    memory.set(key, answer);
    const value = await answer.catch((error: unknown) => {
      memory.delete(key);
      throw error;
    });
    // What was forgotten meanwhile is of before the change.
    if (memory.get(key) !== answer) return value;
    if (value.kind === 'unreachable') memory.delete(key);
    else files.write(kind, key, value);
    return value;
  };

  return {
    async list(kind, options, read) {
      const ready = await known(kind, options);
      return ready ?? reading(lists, { kind, key: listKey(kind, options) }, read);
    },
    async object(kind, place, read) {
      const list = await known(kind, { namespace: place.namespace });
      if (list?.kind === 'type-missing') return list;
      if (list?.kind === 'found') return found(list, place);
      const key = objectKey(kind, place);
      return (await kept<RawAnswer>(objects, kind, key, KeptObject)) ?? reading(objects, { kind, key }, read);
    },
    forget(kind) {
      files.forget(kind);
      const start = collectionPath(kind).replace(`/${kind.plural}`, '');
      for (const memory of [lists, objects]) {
        for (const key of memory.keys()) {
          if (key.startsWith(start) && new RegExp(`/${kind.plural}[?/]`).test(key)) memory.delete(key);
        }
      }
    },
  };
}

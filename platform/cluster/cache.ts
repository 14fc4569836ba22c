import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writePrivateFile } from '../private-file.ts';
import type { Answer, Kind, ListOptions } from './cluster.ts';
import { collectionPath, qualified, RawObject } from './objects.ts';
import { selects } from './selector.ts';

export type RawList = Answer<RawObject[]>;

/** What is kept: an answer that a second question would get as well. Unreachable is asked again each time. */
const Kept = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('found'), value: z.array(RawObject) }),
  z.object({ kind: z.literal('type-missing') }),
  z.object({
    kind: z.literal('forbidden'),
    permission: z.object({
      verb: z.string(),
      group: z.string(),
      resource: z.string(),
      namespace: z.string().optional(),
    }),
  }),
]);

export interface ListCache {
  /** The list as kept, or read by `read` and kept. One reading at a time for one list. */
  list(kind: Kind<unknown>, options: ListOptions, read: () => Promise<RawList>): Promise<RawList>;
  /** A list that is already there and holds these objects; undefined where none is. */
  known(kind: Kind<unknown>, options: ListOptions): Promise<RawList | undefined>;
  /** Forgets the lists of a kind, as after a change of ours. */
  forget(kind: Kind<unknown>): void;
}

const keyOf = (kind: Kind<unknown>, { namespace, labelSelector }: ListOptions): string =>
  `${collectionPath(kind, namespace)}?${labelSelector ?? ''}`;

const narrowed = (list: RawList, { namespace, labelSelector }: ListOptions): RawList => {
  if (list.kind !== 'found') return list;
  const chosen = labelSelector === undefined ? () => true : selects(labelSelector);
  const value = list.value.filter(
    ({ metadata }) => (namespace === undefined || metadata.namespace === namespace) && chosen(metadata.labels),
  );
  return { kind: 'found', value };
};

/** Files of a run: a restarted worker finds what its predecessor has read. Secrets are never written. */
function fileStore(folder: string | undefined) {
  const prefixOf = (kind: Kind<unknown>): string => `${qualified(kind)}-`;
  const fileOf = (kind: Kind<unknown>, key: string): string =>
    join(folder ?? '', `${prefixOf(kind)}${createHash('sha256').update(key).digest('hex').slice(0, 32)}.json`);
  const isKept = (kind: Kind<unknown>): boolean => folder !== undefined && qualified(kind) !== 'secrets';
  if (folder !== undefined) mkdirSync(folder, { recursive: true, mode: 0o700 });
  return {
    read(kind: Kind<unknown>, key: string): RawList | undefined {
      if (!isKept(kind)) return undefined;
      try {
        return Kept.parse(JSON.parse(readFileSync(fileOf(kind, key), 'utf8')));
      } catch {
        return undefined;
      }
    },
    write(kind: Kind<unknown>, key: string, list: RawList): void {
      if (isKept(kind)) writePrivateFile(fileOf(kind, key), JSON.stringify(list));
    },
    forget(kind: Kind<unknown>): void {
      if (folder === undefined) return;
      for (const file of readdirSync(folder)) {
        if (file.startsWith(prefixOf(kind))) rmSync(join(folder, file), { force: true });
      }
    },
  };
}

/** One reading per kind and namespace in a run, in memory and in files of `folder` (none where it is absent). */
export function listCache(folder?: string): ListCache {
  const lists = new Map<string, Promise<RawList>>();
  const files = fileStore(folder);

  const kept = (kind: Kind<unknown>, options: ListOptions): Promise<RawList> | undefined => {
    const key = keyOf(kind, options);
    const inMemory = lists.get(key);
    if (inMemory !== undefined) return inMemory;
    const inFile = files.read(kind, key);
    if (inFile === undefined) return undefined;
    const list = Promise.resolve(inFile);
    lists.set(key, list);
    return list;
  };
  /** The list itself, or a wider one that was read in full. */
  const known = async (kind: Kind<unknown>, options: ListOptions): Promise<RawList | undefined> => {
    const own = await kept(kind, options);
    if (own !== undefined) return own;
    const wider: ListOptions[] = [{}, { namespace: options.namespace }];
    for (const wide of wider) {
      const list = await kept(kind, wide);
      if (list?.kind === 'found' || list?.kind === 'type-missing') return narrowed(list, options);
    }
    return undefined;
  };

  return {
    known,
    async list(kind, options, read) {
      const ready = await known(kind, options);
      if (ready !== undefined) return ready;
      const key = keyOf(kind, options);
      // Somebody else may have begun to read it while we looked.
      const reading = lists.get(key) ?? read();
      lists.set(key, reading);
      const list = await reading.catch((error: unknown) => {
        lists.delete(key);
        throw error;
      });
      if (Kept.safeParse(list).success) files.write(kind, key, list);
      else lists.delete(key);
      return list;
    },
    forget(kind) {
      files.forget(kind);
      const start = collectionPath(kind).replace(`/${kind.plural}`, '');
      for (const key of lists.keys()) {
        if (key.startsWith(start) && key.includes(`/${kind.plural}?`)) lists.delete(key);
      }
    },
  };
}

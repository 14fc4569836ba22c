import { join } from 'node:path';
import { readCache } from './cache.ts';
import type { Answer, Cluster, Kind, ListOptions } from './cluster.ts';
import { readAs } from './objects.ts';
import { selecting } from './selector.ts';
import { answered } from './unreachable.ts';

const NOT_READ: Answer<never> = { kind: 'unreachable', reason: 'it was not read in this run' };
const notRead = async (): Promise<Answer<never>> => NOT_READ;

/**
 * A cluster by what a run has read of it and keeps in its private folder: nobody is asked, and what was not read is unreachable.
 * A bundle's files are not kept there: of a run that judged one it holds nothing.
 */
export function keptCluster(privateFolder: string): Cluster {
  const cache = readCache(join(privateFolder, 'cluster'));
  return {
    source: 'live',
    where: 'what the run has read',
    version: notRead,
    now: async () => Date.now(),
    readiness: notRead,
    whoAmI: notRead,
    list: <T>(kind: Kind<T>, options: ListOptions = {}) =>
      answered<{ items: T[]; malformed: string[] }>(async () => {
        const list = await cache.list(kind, selecting(kind, options), notRead);
        return list.kind === 'found' ? { kind: 'found', value: readAs(kind, list.value) } : list;
      }),
    get: <T>(kind: Kind<T>, name: string, namespace?: string) =>
      answered<T>(async () => {
        const object = await cache.object(kind, { name, namespace }, notRead);
        if (object.kind !== 'found') return object;
        const [value] = readAs(kind, [object.value]).items;
        return value === undefined ? NOT_READ : { kind: 'found', value };
      }),
    logs: notRead,
    can: notRead,
    dryRun: notRead,
    lookUpImages: notRead,
    close: async () => undefined,
  };
}

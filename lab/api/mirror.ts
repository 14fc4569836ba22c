import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { objectStore, refOf, type WatchableStore } from '../../sandbox/kube/object-store.ts';
import type { KubeObject } from '../../sandbox/object.ts';
import { type ApiClient, ApiFailure } from './client.ts';
import type { Resource, Resources } from './resources.ts';
import { writeThrough } from './write-through.ts';

/** A store that is a copy of an API server's objects: kept up to date by watches, and writing to the server what is put into it. */
export interface Mirror {
  objects: WatchableStore;
  /** Waits until all that was written so far has reached the server. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

const Listed = z.looseObject({
  metadata: z.looseObject({ resourceVersion: z.string() }),
  items: z.array(z.looseObject({ metadata: z.looseObject({ name: z.string() }) })),
});
const Event = z.looseObject({
  type: z.enum(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR']),
  object: z.looseObject({
    metadata: z.looseObject({ name: z.string().optional(), resourceVersion: z.string().optional() }),
  }),
});

/** Before a watch that broke is begun anew. */
const AGAIN_MS = 200;

/** Follows every type that `follows` names. Returns when each has been listed once. */
export async function mirror(
  client: ApiClient,
  resources: Resources,
  follows: (resource: Resource) => boolean,
): Promise<Mirror> {
  const local: Copy = { store: objectStore(), versions: new Map() };
  const stop = new AbortController();
  const followed = resources.all.filter(
    (resource) => resource.verbs.includes('watch') && resource.verbs.includes('list') && follows(resource),
  );
  const starts = await Promise.all(followed.map((resource) => listed(client, resources, resource, local)));
  const watches = followed.map((resource, at) =>
    follow({ client, resources, resource, local, signal: stop.signal }, starts[at] ?? ''),
  );
  const { objects, settled } = writeThrough(local.store, client, resources);
  return {
    objects,
    settled,
    async stop() {
      await settled();
      stop.abort();
      await Promise.all(watches);
    },
  };
}

const typed = ({ apiVersion, kind }: Resource, item: object): KubeObject =>
  ({ ...item, apiVersion, kind }) as KubeObject;

/** The copy, and the server's own version of each object in it: the copy counts its changes by itself. */
interface Copy {
  store: WatchableStore;
  versions: Map<string, string>;
}

const keyOf = ({ apiVersion, kind, metadata }: KubeObject): string =>
  `${apiVersion} ${kind} ${metadata.namespace ?? ''}/${metadata.name}`;

/** Takes an object as the server has it; one that is already known so is no change. */
function take({ store, versions }: Copy, object: KubeObject): void {
  const version = object.metadata.resourceVersion ?? '';
  if (versions.get(keyOf(object)) === version) return;
  versions.set(keyOf(object), version);
  const known = store.find(refOf(object));
  if (known === undefined || !isDeepStrictEqual(bare(known), bare(object))) store.put(object);
}

const bare = ({ metadata: { resourceVersion: _version, ...metadata }, ...rest }: KubeObject): unknown => ({
  ...rest,
  metadata,
});

function drop({ store, versions }: Copy, object: KubeObject): void {
  versions.delete(keyOf(object));
  if (store.find(refOf(object)) !== undefined) store.remove(refOf(object));
}

/** Takes all objects of a type, and drops those that are gone. Answers where a watch goes on. */
async function listed(client: ApiClient, resources: Resources, resource: Resource, local: Copy): Promise<string> {
  const { metadata, items } = Listed.parse(await client.demand(resources.collection(resource)));
  const now = items.map((item) => typed(resource, item));
  const kept = new Set(now.map(({ metadata: { namespace, name } }) => `${namespace ?? ''}/${name}`));
  for (const object of now) take(local, object);
  const group = resource.apiVersion.includes('/') ? (resource.apiVersion.split('/')[0] ?? '') : '';
  for (const object of local.store.allOf(group, resource.kind))
    if (!kept.has(`${object.metadata.namespace ?? ''}/${object.metadata.name}`)) drop(local, object);
  return metadata.resourceVersion;
}

interface Followed {
  client: ApiClient;
  resources: Resources;
  resource: Resource;
  local: Copy;
  signal: AbortSignal;
}

/** Watches a type until the signal is given; a watch that has ended is begun anew where it ended, or after another list. */
async function follow({ client, resources, resource, local, signal }: Followed, from: string): Promise<void> {
  let version = from;
  while (!signal.aborted) {
    try {
      if (version === '') version = await listed(client, resources, resource, local);
      const path = `${resources.collection(resource)}?watch=true&allowWatchBookmarks=true&resourceVersion=${version}`;
      for await (const line of client.lines(path, signal)) {
        const { type, object } = Event.parse(JSON.parse(line));
        if (type === 'ERROR') {
          version = '';
          break;
        }
        version = object.metadata.resourceVersion ?? version;
        if (type === 'BOOKMARK') continue;
        if (type === 'DELETED') drop(local, typed(resource, object));
        else take(local, typed(resource, object));
      }
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ApiFailure) version = '';
      await delay(AGAIN_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}

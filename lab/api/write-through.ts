import { isDeepStrictEqual } from 'node:util';
import { refOf, type WatchableStore } from '../../sandbox/kube/object-store.ts';
import type { KubeObject, ObjectRef } from '../../sandbox/object.ts';
import { type ApiClient, ApiFailure } from './client.ts';
import { desired } from './prepared.ts';
import type { Resources } from './resources.ts';

const MERGE = 'application/merge-patch+json';
const CONFLICT = 409;
const NOT_FOUND = 404;

/**
 * A store whose every change is sent to the API server as well, in order: what the sandbox's components do to their cluster.
 * They go on at once, as with an informer's cache; who needs the server to have it waits for `settled`. A change that the
 * server refuses is reported on stderr, and the next watch event puts the copy right.
 */
export function writeThrough(
  local: WatchableStore,
  client: ApiClient,
  resources: Resources,
): { objects: WatchableStore; settled(): Promise<void> } {
  let last: Promise<void> = Promise.resolve();
  const send = (what: string, work: () => Promise<void>): void => {
    last = last.then(work).catch((error: unknown) => {
      const isRace = error instanceof ApiFailure && [CONFLICT, NOT_FOUND].includes(error.status);
      if (!isRace) console.error(`lab: ${what} failed: ${error instanceof Error ? error.message : error}`);
    });
  };
  const objects: WatchableStore = {
    ...local,
    put(object) {
      const before = local.find(refOf(object));
      const earlier = before === undefined ? undefined : structuredClone(before);
      const kept = local.put(object);
      const sent = structuredClone(kept);
      send(`writing ${sent.kind} ${sent.metadata.name}`, () =>
        earlier === undefined ? created(client, resources, sent) : changed(client, resources, earlier, sent),
      );
      return kept;
    },
    edit(ref, change) {
      const before = local.find(ref);
      const earlier = before === undefined ? undefined : structuredClone(before);
      local.edit(ref, change);
      const after = local.find(ref);
      if (earlier === undefined || after === undefined) return;
      const sent = structuredClone(after);
      send(`editing ${ref.kind} ${ref.name}`, () => changed(client, resources, earlier, sent));
    },
    remove(ref) {
      const object = local.find(ref);
      local.remove(ref);
      if (object === undefined) return;
      const path = pathOf(resources, object);
      send(`removing ${ref.kind} ${ref.name}`, async () => {
        await client.demand(path, { method: 'DELETE' });
      });
    },
  };
  return {
    objects,
    // Writes that follow while it waits belong to others.
    settled: () => last,
  };
}

function pathOf(resources: Resources, object: KubeObject): string {
  const { apiVersion, kind, metadata } = object;
  return resources.path({ apiVersion, kind, name: metadata.name, namespace: metadata.namespace } satisfies ObjectRef & {
    apiVersion: string;
  });
}

async function created(client: ApiClient, resources: Resources, object: KubeObject): Promise<void> {
  const resource = resources.of(object);
  if (resource === undefined) throw new RangeError(`the API server serves no ${object.kind} of ${object.apiVersion}`);
  await client.demand(resources.collection(resource, object.metadata.namespace), {
    method: 'POST',
    body: desired(object, () => undefined),
  });
  if (resource.hasStatus && object['status'] !== undefined && object.kind !== 'Namespace')
    await patched(client, `${pathOf(resources, object)}/status`, { status: object['status'] });
}

/** Sends what has changed: a pod's node by its binding, a status by its subresource, everything else as it is now. */
async function changed(client: ApiClient, resources: Resources, before: KubeObject, after: KubeObject): Promise<void> {
  const path = pathOf(resources, after);
  const [had, has] = [desired(before, () => undefined), desired(after, () => undefined)];
  const node: unknown = after['spec']?.nodeName;
  if (after.kind === 'Pod' && node !== before['spec']?.nodeName) {
    await client.demand(`${path}/binding`, {
      method: 'POST',
      body: {
        apiVersion: 'v1',
        kind: 'Binding',
        metadata: { name: after.metadata.name, namespace: after.metadata.namespace },
        target: { apiVersion: 'v1', kind: 'Node', name: node },
      },
    });
  } else if (!isDeepStrictEqual(had, has)) {
    await patched(client, path, mergePatch(had, has));
  }
  if (!isDeepStrictEqual(before['status'], after['status']))
    await patched(client, `${path}/status`, { status: mergePatch(before['status'], after['status']) });
}

const patched = async (client: ApiClient, path: string, body: unknown): Promise<void> => {
  await client.demand(path, { method: 'PATCH', contentType: MERGE, body });
};

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The JSON merge patch (RFC 7386) that makes one value the other. */
function mergePatch(before: unknown, after: unknown): unknown {
  if (!isMap(before) || !isMap(after)) return after ?? null;
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return Object.fromEntries(
    [...keys].flatMap((key) =>
      isDeepStrictEqual(before[key], after[key])
        ? []
        : [[key, key in after ? mergePatch(before[key], after[key]) : null]],
    ),
  );
}

import pLimit from 'p-limit';
import { z } from 'zod';
import type { KubeObject } from '../../sandbox/object.ts';
import { type ApiClient, ApiFailure } from './client.ts';
import { desired, managersOf, observed, ownersOf } from './prepared.ts';
import type { Resources } from './resources.ts';

/** An object, or its status, that the real API server does not take: a defect of the installation. */
export interface Rejected {
  object: string;
  message: string;
}

const AT_ONCE = 16;
const APPLY = 'application/apply-patch+yaml';

/** What must be there before others can be made; what stands in the way of others comes last. */
const EARLY = [
  'Namespace',
  'ServiceAccount',
  'ClusterRole',
  'Role',
  'PriorityClass',
  'StorageClass',
  'Node',
  'Secret',
  'ConfigMap',
];
const LATE = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];
/** The server sets the status of these itself. */
const OWN_STATUS = ['Namespace', 'CustomResourceDefinition'];

const Made = z.looseObject({
  metadata: z.looseObject({ uid: z.string(), generation: z.number().optional() }),
});

const rank = ({ kind }: KubeObject): number => {
  const early = EARLY.indexOf(kind);
  if (early >= 0) return early;
  return LATE.includes(kind) ? EARLY.length + 1 : EARLY.length;
};

const keyOf = (kind: string, namespace: string | undefined, name: string): string =>
  `${kind} ${namespace ?? ''}/${name}`;
const titleOf = ({ kind, metadata }: KubeObject): string => keyOf(kind, metadata.namespace, metadata.name);

/**
 * Puts an installation's objects on an API server: server-side apply, each by the manager that its file names, owners before
 * what they own, the status through its subresource. Answers what the server rejected; whoever calls decides what that means.
 */
export async function install(client: ApiClient, resources: Resources, objects: KubeObject[]): Promise<Rejected[]> {
  const rejected: Rejected[] = [];
  const uids = new Map<string, string>();
  const limit = pLimit(AT_ONCE);
  const uidOf = (object: KubeObject) => (owner: { kind: string; name: string }) =>
    uids.get(keyOf(owner.kind, object.metadata.namespace, owner.name)) ?? uids.get(keyOf(owner.kind, '', owner.name));
  const one = async (object: KubeObject): Promise<void> => {
    try {
      uids.set(titleOf(object), await applied(client, resources, object, uidOf(object)));
    } catch (error) {
      if (!(error instanceof ApiFailure) && !(error instanceof RangeError)) throw error;
      rejected.push({ object: titleOf(object), message: error.message });
    }
  };
  for (const wave of waves(objects)) await Promise.all(wave.map((object) => limit(() => one(object))));
  return rejected;
}

/** The objects in the order in which they can be made: each wave needs only those before it. */
function waves(objects: KubeObject[]): KubeObject[][] {
  const known = new Set(objects.map(titleOf));
  const depths = new Map<string, number>();
  const byTitle = new Map(objects.map((object) => [titleOf(object), object]));
  const depth = (object: KubeObject): number => {
    const title = titleOf(object);
    const found = depths.get(title);
    if (found !== undefined) return found;
    depths.set(title, 0);
    const owners = ownersOf(object)
      .flatMap(({ kind, name }) => [keyOf(kind, object.metadata.namespace, name), keyOf(kind, '', name)])
      .filter((owner) => known.has(owner))
      .flatMap((owner) => byTitle.get(owner) ?? []);
    const own = Math.max(0, ...owners.map((owner) => depth(owner) + 1));
    depths.set(title, own);
    return own;
  };
  const places = new Map<string, KubeObject[]>();
  for (const object of objects) {
    const place = `${String(rank(object)).padStart(2, '0')}/${String(depth(object)).padStart(2, '0')}`;
    places.set(place, [...(places.get(place) ?? []), object]);
  }
  return [...places.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, wave]) => wave);
}

async function applied(
  client: ApiClient,
  resources: Resources,
  object: KubeObject,
  uidOf: Parameters<typeof desired>[1],
): Promise<string> {
  const path = resources.path({ ...object.metadata, apiVersion: object.apiVersion, kind: object.kind });
  const hasStatus = resources.of(object)?.hasStatus ?? false;
  const managers = managersOf(object);
  const body = desired(object, uidOf);
  const made = Made.parse(
    await client.demand(`${path}?fieldManager=${encodeURIComponent(managers.fields)}&force=true`, {
      method: 'PATCH',
      contentType: APPLY,
      body: hasStatus || object['status'] === undefined ? body : { ...body, status: object['status'] },
    }),
  );
  if (hasStatus && object['status'] !== undefined && !OWN_STATUS.includes(object.kind)) {
    const { apiVersion, kind } = object;
    const { name, namespace } = object.metadata;
    const status = observed(object['status'], { from: object.metadata.generation, to: made.metadata.generation });
    await client.demand(`${path}/status?fieldManager=${encodeURIComponent(managers.status)}&force=true`, {
      method: 'PATCH',
      contentType: APPLY,
      body: { apiVersion, kind, metadata: { name, namespace }, status },
    });
  }
  return made.metadata.uid;
}

import { randomBytes } from 'node:crypto';
import type { KubeObject, ObjectStore } from '../object.ts';
import { podsOf } from '../running.ts';
import type { World } from '../world.ts';
import { refOf, timestamp } from './object-store.ts';

/** What controllers and nodes take to follow. */
const REACTION_MS = 50;
const SUFFIX_BYTES = 3;

const placeOf = ({ metadata }: KubeObject) => ({ name: metadata.name, namespace: metadata.namespace ?? '' });

/** Another pod like one that is gone, and just started. */
function successor(pod: KubeObject): KubeObject {
  const next = structuredClone(pod);
  const {
    uid: _uid,
    resourceVersion: _version,
    creationTimestamp: _at,
    deletionTimestamp: _deleted,
    deletionGracePeriodSeconds: _grace,
    ...metadata
  } = next.metadata;
  const now = timestamp();
  const name = pod.metadata.name.replace(/[^-]+$/, randomBytes(SUFFIX_BYTES).toString('hex').slice(1));
  return { ...next, metadata: { ...metadata, name }, status: { ...next['status'], startTime: now } };
}

/** Lets the EndpointSlices that led to the pod before lead to its successor: it has the same address. */
function lead(objects: ObjectStore, pod: KubeObject): void {
  const address: unknown = pod['status']?.podIP;
  const { namespace, name, uid } = pod.metadata;
  const isItsOwn = (endpoint: Endpoint): boolean =>
    endpoint.targetRef?.kind === 'Pod' && endpoint.addresses?.some((one) => one === address) === true;
  for (const slice of objects.all('EndpointSlice', namespace)) {
    const endpoints: Endpoint[] = slice['endpoints'] ?? [];
    if (!endpoints.some(isItsOwn)) continue;
    objects.edit(refOf(slice), (edited) => {
      const own: Endpoint[] = edited['endpoints'] ?? [];
      for (const endpoint of own.filter(isItsOwn))
        endpoint.targetRef = { ...endpoint.targetRef, kind: 'Pod', name, uid };
    });
  }
}

interface Endpoint {
  addresses?: string[];
  targetRef?: { kind: string; name?: string; namespace?: string; uid?: string };
}

/**
 * Keeps the pods of Deployments that clients scale, or whose pods they delete. The installation's own are as its files and
 * faults have them until then. Answers how to stop.
 */
export function startDeployments({ objects }: World): () => void {
  const timers = new Set<NodeJS.Timeout>();
  /** The last pod of each Deployment, by its place: what the next one looks like. */
  const models = new Map<string, KubeObject>();

  const follow = (deployment: KubeObject): void => {
    const place = placeOf(deployment);
    const key = `${place.namespace}/${place.name}`;
    const wanted: number = deployment['spec'].replicas ?? 1;
    const pods = podsOf({ objects }, place);
    const model = pods[0] ?? models.get(key);
    if (model === undefined) return;
    models.set(key, structuredClone(model));
    for (const pod of pods.slice(wanted)) objects.remove(refOf(pod));
    for (let count = pods.length; count < wanted; count += 1) lead(objects, objects.put(successor(model)));
    objects.edit(refOf(deployment), ({ metadata, status }) => {
      const replicas = wanted === 0 ? undefined : wanted;
      if (metadata.generation !== undefined) Object.assign(status, { observedGeneration: metadata.generation });
      Object.assign(status, { replicas: wanted, updatedReplicas: replicas });
      Object.assign(status, { readyReplicas: replicas, availableReplicas: replicas });
    });
  };
  const soon = (deployment: KubeObject): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      const current = objects.find(refOf(deployment));
      if (current !== undefined) follow(current);
    }, REACTION_MS);
    timers.add(timer);
  };
  const selects = ({ spec }: KubeObject, { metadata }: KubeObject): boolean => {
    const labels = Object.entries(spec?.selector?.matchLabels ?? {});
    return labels.length > 0 && labels.every(([key, value]) => metadata.labels?.[key] === value);
  };
  const unsubscribe = objects.subscribe(({ before, after }) => {
    if (before === undefined) return;
    if (after?.kind === 'Deployment' && before['spec']?.replicas !== after['spec']?.replicas) soon(after);
    if (after !== undefined || before.kind !== 'Pod') return;
    const deployment = objects
      .all('Deployment', before.metadata.namespace)
      .find((candidate) => selects(candidate, before));
    if (deployment === undefined) return;
    const { namespace, name } = placeOf(deployment);
    models.set(`${namespace}/${name}`, structuredClone(before));
    soon(deployment);
  });
  return () => {
    unsubscribe();
    for (const timer of timers) clearTimeout(timer);
  };
}

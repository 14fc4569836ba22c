import { setTimeout as delay } from 'node:timers/promises';
import { startDeployments } from '../sandbox/kube/deployments.ts';
import { runPod } from '../sandbox/kube/kubelet.ts';
import { refOf } from '../sandbox/kube/object-store.ts';
import { bindClaim } from '../sandbox/kube/provisioner.ts';
import type { KubeObject } from '../sandbox/object.ts';
import type { World } from '../sandbox/world.ts';

const isWaiting = ({ kind, metadata, spec, status }: KubeObject): boolean =>
  kind === 'Pod' &&
  metadata.deletionTimestamp === undefined &&
  spec?.nodeName === undefined &&
  (status?.phase ?? 'Pending') === 'Pending';

const isUnbound = ({ kind, apiVersion, status }: KubeObject): boolean =>
  kind === 'PersistentVolumeClaim' && apiVersion === 'v1' && (status?.phase ?? 'Pending') === 'Pending';

/** What controllers and nodes take to see a change. */
const REACTION_MS = 25;

/**
 * The part of the cluster that has no component here: a scheduler for the pods that clients create, their running to an end,
 * volumes for claims, and the pods of Deployments. All of it by the API server, as the real ones do.
 * @param watcher told of each pod that is new, and of each that is gone
 */
export function startNodes(
  world: World,
  watcher: { arrived(pod: KubeObject): void; gone(pod: KubeObject): void },
): () => void {
  const stopDeployments = startDeployments(world);
  const stopped = new AbortController();
  const soon = (object: KubeObject, act: (current: KubeObject) => void): void => {
    void delay(REACTION_MS, undefined, { signal: stopped.signal })
      .then(() => {
        const current = world.objects.find(refOf(object));
        if (current !== undefined) act(current);
      })
      .catch((error: unknown) => {
        if (!stopped.signal.aborted) console.error(`lab: ${error instanceof Error ? error.message : error}`);
      });
  };
  const unsubscribe = world.objects.subscribe(({ before, after }) => {
    if (after === undefined && before?.kind === 'Pod') watcher.gone(before);
    if (after === undefined) return;
    if (before === undefined && after.kind === 'Pod' && after.apiVersion === 'v1') watcher.arrived(after);
    if (before !== undefined) return;
    if (isWaiting(after)) soon(after, (pod) => isWaiting(pod) && runPod(world, pod));
    if (isUnbound(after)) {
      const { namespace, name } = after.metadata;
      soon(after, () => bindClaim(world.objects, world.behaviour.kube, namespace, name, 'Immediate'));
    }
  });
  return () => {
    stopDeployments();
    unsubscribe();
    stopped.abort();
  };
}

import type { KubeObject, ObjectStore } from '../object.ts';
import type { World } from '../world.ts';
import { refOf, timestamp } from './object-store.ts';
import { bindClaim } from './provisioner.ts';

/** What scheduler and node take to see to a new pod. */
const REACTION_MS = 25;
/** The path by which a shell opens a connection. */
const OPENS_CONNECTION = '/dev/tcp/';

const condition = (type: string, status: string, reason?: string, message?: string) => ({
  type,
  status,
  lastTransitionTime: timestamp(),
  ...(reason === undefined ? {} : { reason, message }),
});

const claimsOf = (pod: KubeObject): string[] =>
  (pod['spec'].volumes ?? []).flatMap((volume: { persistentVolumeClaim?: { claimName: string } }) =>
    volume.persistentVolumeClaim === undefined ? [] : [volume.persistentVolumeClaim.claimName],
  );

function unscheduled(message: string): object {
  return { phase: 'Pending', conditions: [condition('PodScheduled', 'False', 'Unschedulable', message)] };
}

/** The status of a container: one that runs to its end has ended, any other runs. */
function containerStatus(
  container: { name: string; image: string },
  ended: { exitCode: number; message?: string } | undefined,
) {
  const now = timestamp();
  const reason = ended?.exitCode === 0 ? 'Completed' : 'Error';
  const state =
    ended === undefined
      ? { running: { startedAt: now } }
      : { terminated: { ...ended, reason, startedAt: now, finishedAt: now } };
  return { name: container.name, image: container.image, ready: ended === undefined, restartCount: 0, state };
}

/** Puts a pod on a node and lets it run; a pod that is not restarted runs to its end. */
export function runPod({ objects, behaviour }: World, pod: KubeObject): void {
  const waiting = claimsOf(pod).filter((name) => !bindClaim(objects, behaviour.kube, pod.metadata.namespace, name));
  if (waiting.length > 0) {
    objects.edit(refOf(pod), (edited) => {
      edited['status'] = unscheduled(`pod has unbound immediate PersistentVolumeClaims: ${waiting.join(', ')}`);
    });
    return;
  }
  const worker = objects
    .all('Node')
    .find(({ metadata }) => metadata.labels?.['node-role.kubernetes.io/worker'] !== undefined);
  if (worker === undefined) return;
  const ends = pod['spec'].restartPolicy === 'Never';
  const connects = JSON.stringify(pod['spec'].containers).includes(OPENS_CONNECTION);
  const ended = ends ? ((connects ? behaviour.kube.podNetwork : undefined) ?? { exitCode: 0 }) : undefined;
  objects.edit(refOf(pod), (edited) => {
    edited['spec'].nodeName = worker.metadata.name;
    edited['status'] = {
      phase: ended === undefined ? 'Running' : ended.exitCode === 0 ? 'Succeeded' : 'Failed',
      startTime: timestamp(),
      conditions: [condition('PodScheduled', 'True'), condition('Ready', ended === undefined ? 'True' : 'False')],
      containerStatuses: edited['spec'].containers.map((container: { name: string; image: string }) =>
        containerStatus(container, ended),
      ),
    };
  });
}

const isThere = (objects: ObjectStore, object: KubeObject): boolean => objects.find(refOf(object)) !== undefined;

/**
 * Sees to the pods and claims that clients create, as scheduler, nodes and volume provisioner do; those of the
 * installation have a status of their own. Answers how to stop.
 */
export function startKubelet(world: World): () => void {
  const { objects, behaviour } = world;
  const timers = new Set<NodeJS.Timeout>();
  const soon = (object: KubeObject, act: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      if (isThere(objects, object)) act();
    }, REACTION_MS);
    timers.add(timer);
  };
  const unsubscribe = objects.subscribe(({ before, after }) => {
    if (before !== undefined || after === undefined || after['status'] !== undefined || after.apiVersion !== 'v1')
      return;
    if (after.kind === 'Pod') soon(after, () => runPod(world, after));
    if (after.kind === 'PersistentVolumeClaim')
      soon(after, () => bindClaim(objects, behaviour.kube, after.metadata.namespace, after.metadata.name, 'Immediate'));
  });
  return () => {
    unsubscribe();
    for (const timer of timers) clearTimeout(timer);
  };
}

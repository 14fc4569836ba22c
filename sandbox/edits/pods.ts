import type { KubeObject, ObjectStore } from '../object.ts';
import { setCondition } from './conditions.ts';

/** Why a container does not run. */
export interface Waiting {
  reason: string;
  message: string;
  /** How it ended last, where it has run before. */
  lastExit?: { reason: string; exitCode: number };
  restartCount?: number;
}

interface ContainerStatus {
  name: string;
  ready: boolean;
  restartCount: number;
  state: object;
  lastState?: object;
}

/** Finds the first pod of a Deployment. Throws when there is none. */
function podOf(objects: ObjectStore, workload: { namespace: string; name: string }): KubeObject {
  const pod = objects
    .all('Pod', workload.namespace)
    .find(({ metadata }) => metadata.name.startsWith(`${workload.name}-`));
  if (pod === undefined) throw new Error(`there is no pod of ${workload.namespace}/${workload.name}`);
  return pod;
}

function deploymentUnavailable(objects: ObjectStore, workload: { namespace: string; name: string }): void {
  objects.edit({ kind: 'Deployment', ...workload }, (deployment) => {
    Object.assign(deployment['status'], { readyReplicas: 0, availableReplicas: 0 });
    setCondition(deployment, 'Available', {
      status: 'False',
      reason: 'MinimumReplicasUnavailable',
      message: 'Deployment does not have minimum availability.',
    });
  });
}

/** Takes a Service's addresses away: its pods are not ready. */
export function withdrawEndpoints(objects: ObjectStore, service: { namespace: string; name: string }): void {
  const slices = objects
    .all('EndpointSlice', service.namespace)
    .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === service.name);
  if (slices.length === 0)
    throw new Error(`Service ${service.namespace}/${service.name} has no endpoints to take away`);
  for (const { metadata } of slices) {
    objects.edit({ kind: 'EndpointSlice', name: metadata.name, namespace: metadata.namespace }, (slice) => {
      for (const endpoint of slice['endpoints']) endpoint.conditions.ready = false;
    });
  }
}

function notReady(pod: KubeObject): void {
  for (const type of ['Ready', 'ContainersReady']) {
    setCondition(pod, type, {
      status: 'False',
      reason: 'ContainersNotReady',
      message: 'containers with unready status',
    });
  }
}

/**
 * Makes a container of a Deployment's pod wait (CrashLoopBackOff, ImagePullBackOff, …), and the Deployment unavailable.
 * The Services keep their endpoints: what follows from their loss is a fault of its own.
 */
export function containerWaits(
  objects: ObjectStore,
  workload: { namespace: string; name: string },
  container: string,
  waiting: Waiting,
): void {
  const pod = podOf(objects, workload);
  const { reason, message, lastExit, restartCount = 0 } = waiting;
  objects.edit({ kind: 'Pod', name: pod.metadata.name, namespace: workload.namespace }, (edited) => {
    const { status } = edited as KubeObject & { status: Record<string, ContainerStatus[]> };
    const all = [...(status['initContainerStatuses'] ?? []), ...(status['containerStatuses'] ?? [])];
    const own = all.find(({ name }) => name === container);
    if (own === undefined) throw new Error(`pod ${pod.metadata.name} has no container ${container}`);
    const finishedAt = new Date(Date.now() - 60_000).toISOString();
    Object.assign(own, { ready: false, restartCount, state: { waiting: { reason, message } } });
    if (lastExit !== undefined) own.lastState = { terminated: { ...lastExit, finishedAt } };
    notReady(edited);
  });
  deploymentUnavailable(objects, workload);
}

/** Leaves a Deployment's pod without a node. */
export function podUnschedulable(
  objects: ObjectStore,
  workload: { namespace: string; name: string },
  message: string,
): void {
  const pod = podOf(objects, workload);
  objects.edit({ kind: 'Pod', name: pod.metadata.name, namespace: workload.namespace }, (edited) => {
    delete edited['spec'].nodeName;
    edited['status'].phase = 'Pending';
    edited['status'].containerStatuses = [];
    setCondition(edited, 'PodScheduled', { status: 'False', reason: 'Unschedulable', message });
    notReady(edited);
  });
  deploymentUnavailable(objects, workload);
}

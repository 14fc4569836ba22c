import { Violation } from '../outcome.ts';
import { WAITS } from '../waits.ts';
import { readCondition } from './conditions.ts';
import type { ObjectOf } from './kinds/base.ts';
import { Deployment, Pod } from './kinds/core.ts';
import type { ClusterReader } from './reader.ts';

export type DeploymentObject = ObjectOf<typeof Deployment>;
export type PodObject = ObjectOf<typeof Pod>;
type ContainerStatus = NonNullable<NonNullable<PodObject['status']>['containerStatuses']>[number];

/** How a workload does. It is well where `problems` is empty; `notes` are worth saying without being wrong. */
export interface WorkloadReport {
  /** namespace/name */
  name: string;
  problems: string[];
  notes: string[];
  /** For a human: `maas/maas-api: 1/1 available, 1 pod Ready`. */
  summary: string;
}

/** A container that restarted this often, and recently, is unstable even while it is up. */
const FREQUENT_RESTARTS = 3;

const pathOf = (object: { metadata: { name: string; namespace?: string } }): string =>
  `${object.metadata.namespace ?? ''}/${object.metadata.name}`;

const isTerminating = (pod: PodObject): boolean => pod.metadata.deletionTimestamp !== undefined;

/** Completed and evicted pods stay listed without being part of what runs. */
const isOver = (pod: PodObject): boolean => pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';

/** Why a container is not running: `container main: CrashLoopBackOff (last exit: OOMKilled)`; undefined where it runs. */
function containerTrouble({ name, state, lastState, ready }: ContainerStatus): string | undefined {
  const last = lastState?.terminated;
  const lastExit = last === undefined ? '' : ` (last exit: ${last.reason ?? 'unknown'}, code ${last.exitCode ?? '?'})`;
  if (state?.waiting !== undefined) {
    const { reason, message } = state.waiting;
    const detail = message === undefined ? '' : `: ${message.slice(0, 200)}`;
    return `container ${name} waits: ${reason ?? 'no reason given'}${detail}${lastExit}`;
  }
  if (state?.terminated !== undefined) {
    return `container ${name} ended: ${state.terminated.reason ?? 'no reason given'}, code ${state.terminated.exitCode ?? '?'}`;
  }
  return ready === true ? undefined : `container ${name} runs but is not ready${lastExit}`;
}

/** An init container that completed is done; any other state of one that is not ready holds the pod back. */
function initTrouble(status: ContainerStatus): string | undefined {
  if (status.state?.terminated?.exitCode === 0 || status.ready === true) return undefined;
  const trouble = containerTrouble(status);
  return trouble === undefined ? undefined : `init ${trouble}`;
}

/** Why a pod is not Ready, the most telling reasons first; undefined where its Ready condition is True. */
export function podProblem(pod: PodObject): string | undefined {
  const ready = readCondition(pod, 'Ready');
  if (ready.holds) return undefined;
  const scheduled = readCondition(pod, 'PodScheduled');
  const troubles = [
    ...(pod.status?.initContainerStatuses ?? []).map(initTrouble),
    ...(pod.status?.containerStatuses ?? []).map(containerTrouble),
  ].filter((trouble) => trouble !== undefined);
  if (scheduled.status === 'False') troubles.unshift(scheduled.text);
  if (troubles.length === 0) troubles.push(`phase ${pod.status?.phase ?? 'unknown'}, ${ready.text}`);
  return `pod ${pathOf(pod)} is not Ready: ${troubles.join('; ')}`;
}

/** Containers that restarted within the last hour; `frequent` where that makes the pod unstable. */
function recentRestarts(pod: PodObject, now: number): { text: string; frequent: boolean }[] {
  return (pod.status?.containerStatuses ?? []).flatMap(({ name, restartCount = 0, lastState }) => {
    const last = lastState?.terminated;
    if (restartCount === 0 || last?.finishedAt === undefined) return [];
    if (now - Date.parse(last.finishedAt) > WAITS.recentRestart) return [];
    const text = `pod ${pathOf(pod)} container ${name} restarted ${restartCount} times, last at ${last.finishedAt}: ${last.reason ?? 'no reason given'}`;
    return [{ text, frequent: restartCount >= FREQUENT_RESTARTS }];
  });
}

/**
 * Judges pods by their Ready condition; terminating and completed ones are ignored. No pod left is a problem.
 * `now` is the cluster's (`await cluster.now()`): in a bundle, a restart was recent when it was collected.
 */
export function podsReport(name: string, pods: readonly PodObject[], now: number): WorkloadReport {
  const live = pods.filter((pod) => !isTerminating(pod) && !isOver(pod));
  const problems = live.map(podProblem).filter((problem) => problem !== undefined);
  if (live.length === 0) problems.push(`${name} has no pod`);
  const restarts = live.flatMap((pod) => recentRestarts(pod, now));
  problems.push(...restarts.filter(({ frequent }) => frequent).map(({ text }) => text));
  const ready = live.filter((pod) => podProblem(pod) === undefined).length;
  return {
    name,
    problems,
    notes: restarts.filter(({ frequent }) => !frequent).map(({ text }) => text),
    summary: `${name}: ${ready}/${live.length} pods Ready`,
  };
}

/** The pods that a Deployment selects. */
function podsOf(deployment: DeploymentObject, pods: readonly PodObject[]): PodObject[] {
  const labels = Object.entries(deployment.spec?.selector?.matchLabels ?? {});
  const { namespace, name } = deployment.metadata;
  const owned = (pod: PodObject): boolean =>
    (pod.metadata.ownerReferences ?? []).some(
      (owner) => owner.kind === 'ReplicaSet' && owner.name.startsWith(`${name}-`),
    );
  const selected = (pod: PodObject): boolean =>
    labels.length > 0 ? labels.every(([key, value]) => pod.metadata.labels?.[key] === value) : owned(pod);
  return pods.filter((pod) => pod.metadata.namespace === namespace && selected(pod));
}

/** Judges a Deployment with the pods of its namespace: rolled out, available as desired, and its pods Ready; `now` as in podsReport. */
export function deploymentReport(
  deployment: DeploymentObject,
  pods: readonly PodObject[],
  now: number,
): WorkloadReport {
  const name = pathOf(deployment);
  const desired = deployment.spec?.replicas ?? 1;
  const { observedGeneration, updatedReplicas = 0, availableReplicas = 0 } = deployment.status ?? {};
  const { generation } = deployment.metadata;
  const problems: string[] = [];
  if (desired === 0) problems.push(`Deployment ${name} is scaled to 0`);
  if (generation !== undefined && (observedGeneration ?? 0) < generation) {
    problems.push(
      `Deployment ${name} has a status about generation ${observedGeneration ?? 'none'}, now ${generation}`,
    );
  }
  if (availableReplicas < desired)
    problems.push(`Deployment ${name}: ${availableReplicas} of ${desired} replicas available`);
  if (updatedReplicas < desired)
    problems.push(`Deployment ${name}: ${updatedReplicas} of ${desired} replicas are of the current template`);
  const own = podsReport(name, podsOf(deployment, pods), now);
  return {
    name,
    problems: [...problems, ...(desired === 0 ? [] : own.problems)],
    notes: own.notes,
    summary: `${name}: ${availableReplicas}/${desired} available, ${own.summary.split(': ')[1] ?? ''}`,
  };
}

/**
 * Finds a Deployment in the first of its namespaces that has it, and judges it.
 * Throws a Violation where none has it, and Inconclusive where it cannot be read.
 */
export async function workloadReport(
  cluster: Pick<ClusterReader, 'findIn' | 'list' | 'now'>,
  workload: { name: string; namespaces: readonly string[] },
): Promise<WorkloadReport> {
  const deployment = await cluster.findIn(Deployment, workload.name, workload.namespaces);
  if (deployment === undefined) {
    throw new Violation(`Deployment ${workload.name} does not exist in ${workload.namespaces.join(', ')}`);
  }
  const pods = await cluster.list(Pod, { namespace: deployment.metadata.namespace });
  return deploymentReport(deployment, pods, await cluster.now());
}

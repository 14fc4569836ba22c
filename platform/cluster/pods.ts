import { readCondition } from './conditions.ts';
import type { ObjectOf } from './kinds/base.ts';
import type { Pod } from './kinds/core.ts';
import { recentRestarts } from './restarts.ts';

export type PodObject = ObjectOf<typeof Pod>;
type ContainerStatus = NonNullable<NonNullable<PodObject['status']>['containerStatuses']>[number];

/** How a workload does. It is well where `problems` is empty; `notes` are worth saying without being wrong. */
export interface WorkloadReport {
  /** namespace/name */
  name: string;
  problems: string[];
  notes: string[];
  /** How many of its pods are Ready, by their conditions. */
  ready: number;
  /** For a human: `maas/maas-api: 1/1 available, 1 pod Ready`. */
  summary: string;
}

/** So many pods are named where none runs: an eviction can leave hundreds. */
const MAX_NAMED = 3;

const pathOf = (object: { metadata: { name: string; namespace?: string } }): string =>
  `${object.metadata.namespace ?? ''}/${object.metadata.name}`;

const isTerminating = (pod: PodObject): boolean => pod.metadata.deletionTimestamp !== undefined;

/** Whether a pod is part of what runs or is about to: neither being deleted nor at its end. */
export const isLive = (pod: PodObject): boolean => !isTerminating(pod) && !isOver(pod);

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

/** What is listed of pods that no longer run: ` that runs (api-1 Failed: Evicted; api-2 is being deleted)`. */
function whatIsLeft(pods: readonly PodObject[]): string {
  if (pods.length === 0) return '';
  const ends = pods.map((pod) => {
    const { phase = 'unknown', reason } = pod.status ?? {};
    const end = isTerminating(pod) ? 'is being deleted' : `${phase}${reason === undefined ? '' : `: ${reason}`}`;
    return `${pod.metadata.name} ${end}`;
  });
  const more = ends.length > MAX_NAMED ? `; and ${ends.length - MAX_NAMED} more` : '';
  return ` that runs (${ends.slice(0, MAX_NAMED).join('; ')}${more})`;
}

/**
 * Judges pods by their Ready condition; terminating and completed ones are ignored. No pod left is a problem.
 * `now` is the cluster's (`await cluster.now()`): in a bundle, a restart was recent when it was collected.
 */
export function podsReport(name: string, pods: readonly PodObject[], now: number): WorkloadReport {
  const live = pods.filter(isLive);
  const problems = live.map(podProblem).filter((problem) => problem !== undefined);
  const ready = live.length - problems.length;
  if (live.length === 0) problems.push(`${name} has no pod${whatIsLeft(pods)}`);
  const restarts = live.flatMap((pod) => recentRestarts(pod, now));
  problems.push(...restarts.filter(({ frequent }) => frequent).map(({ text }) => text));
  return {
    name,
    problems,
    notes: restarts.filter(({ frequent }) => !frequent).map(({ text }) => text),
    ready,
    summary: `${name}: ${ready}/${live.length} pods Ready`,
  };
}

import { WAITS } from '../waits.ts';
import type { PodObject } from './pods.ts';

type ContainerStatus = NonNullable<NonNullable<PodObject['status']>['containerStatuses']>[number];

/** A container that restarted recently. `frequent`: so often in so little time that it is unstable even while it is up. */
export interface Restart {
  text: string;
  frequent: boolean;
}

/** So many restarts within the hour are a loop; fewer are bad luck. */
const FREQUENT_RESTARTS = 3;

/** Milliseconds of a Kubernetes time; undefined where it is missing or none. */
function momentOf(time: string | undefined): number | undefined {
  const moment = Date.parse(time ?? '');
  return Number.isNaN(moment) ? undefined : moment;
}

/**
 * Whether the restarts that are counted can all be of the last hour. A count is for the life of the pod, and only the last
 * run is known: where it began before the hour, the restarts before it are older still. Where no last run is known (its
 * record is gone), the pod's age tells how often it restarts in an hour.
 */
function isLoop(pod: PodObject, { restartCount = 0, lastState }: ContainerStatus, now: number): boolean {
  if (restartCount < FREQUENT_RESTARTS) return false;
  const began = momentOf(lastState?.terminated?.startedAt);
  if (began !== undefined) return now - began <= WAITS.recentRestart;
  const created = momentOf(pod.metadata.creationTimestamp);
  return created === undefined || (restartCount * WAITS.recentRestart) / (now - created) >= FREQUENT_RESTARTS;
}

function restartOf(pod: PodObject, status: ContainerStatus, now: number): Restart[] {
  const { name, restartCount = 0, state, lastState } = status;
  const ended = lastState?.terminated;
  // Kubernetes forgets the last run in time; then the start of this one is when it restarted.
  const at = [ended?.finishedAt, state?.running?.startedAt].find((time) => momentOf(time) !== undefined);
  const moment = momentOf(at);
  if (restartCount === 0 || moment === undefined || now - moment > WAITS.recentRestart) return [];
  const why = ended?.reason ?? 'no reason given';
  const place = `${pod.metadata.namespace ?? ''}/${pod.metadata.name}`;
  const text = `pod ${place} container ${name} restarted ${restartCount} times, last at ${at}: ${why}`;
  return [{ text, frequent: isLoop(pod, status, now) }];
}

/** Containers of a pod that restarted within the hour before `now` (milliseconds), sidecars included. */
export function recentRestarts({ status, ...pod }: PodObject, now: number): Restart[] {
  // An init container that has come to its end is done, however often it was tried.
  const sidecars = (status?.initContainerStatuses ?? []).filter(({ state }) => state?.terminated === undefined);
  return [...sidecars, ...(status?.containerStatuses ?? [])].flatMap((container) => restartOf(pod, container, now));
}

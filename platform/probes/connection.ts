import type { ObjectOf } from '../cluster/kinds/base.ts';
import { Pod } from '../cluster/kinds/core.ts';
import type { LiveCluster } from '../cluster/live.ts';
import { canI } from '../cluster/permission-text.ts';
import { Inconclusive } from '../outcome.ts';
import type { Owned } from '../owned.ts';
import { settle, WAITS } from '../waits.ts';
import { readNow } from './fresh.ts';
import { namespaceObject, podObject } from './objects.ts';

type PodObject = ObjectOf<typeof Pod>;

/** What became of a pod's connection. */
export type ConnectionOutcome =
  | { kind: 'connected' }
  | { kind: 'failed'; why: string }
  /** The pod did not come so far as to try. */
  | { kind: 'untested'; why: string };

/** Exit codes of a shell that could not run the command at all. */
const CANNOT_RUN = [126, 127];
/** A container that waits for one of these reasons will not start. */
const CANNOT_START = /^(CreateContainer(Config)?Error|InvalidImageName|RunContainerError)$/;

/** What a pod's status says of its connection; undefined while it says nothing yet. */
export function outcomeOf({ status }: PodObject): ConnectionOutcome | undefined {
  const [container] = status?.containerStatuses ?? [];
  const { terminated, waiting, running } = container?.state ?? {};
  if (status?.phase === 'Succeeded') return { kind: 'connected' };
  if (status?.reason === 'DeadlineExceeded') {
    return running === undefined && terminated === undefined
      ? { kind: 'untested', why: `the pod was not started in time${waiting?.reason ? `: ${waiting.reason}` : ''}` }
      : { kind: 'failed', why: `no answer within ${WAITS.ownedPod / 1000} s` };
  }
  if (terminated !== undefined) {
    const said = terminated.message?.trim().split('\n').at(-1) ?? terminated.reason ?? 'no reason given';
    return CANNOT_RUN.includes(terminated.exitCode ?? 0)
      ? { kind: 'untested', why: `the pod could not run its command: ${said}` }
      : { kind: 'failed', why: `${said} (exit code ${terminated.exitCode ?? 'unknown'})` };
  }
  if (CANNOT_START.test(waiting?.reason ?? ''))
    return { kind: 'untested', why: `the pod could not start: ${waiting?.reason}: ${waiting?.message ?? ''}` };
  return status?.phase === 'Failed'
    ? { kind: 'untested', why: `the pod failed: ${status.reason ?? 'no reason given'}` }
    : undefined;
}

export interface ConnectionProbe {
  /** A name of this run's own. */
  namespace: string;
  /** An image with bash. */
  image: string;
  /** The Service, as a pod of another namespace names it. */
  host: string;
  port: number;
}

/** Opens a connection from a pod to a Service by its name: cluster DNS, pod network and service routing in one. */
export async function tryConnection(
  cluster: LiveCluster,
  owned: Owned,
  { namespace, image, host, port }: ConnectionProbe,
): Promise<ConnectionOutcome> {
  const name = 'caller';
  const command = ['/bin/bash', '-c', 'exec 3<>"/dev/tcp/$0/$1"', host, String(port)];
  try {
    await owned.create(namespaceObject(namespace));
    await owned.create(podObject({ name, namespace, image, command }));
  } catch (error) {
    // Who may read only has judged all but this.
    if (error instanceof Inconclusive) return { kind: 'untested', why: error.message };
    throw error;
  }
  let last = 'it was not looked at by any node';
  const settled = await settle<ConnectionOutcome>(
    async () => {
      const pod = await readNow(cluster, Pod, name, namespace);
      if (pod.kind === 'forbidden')
        return { kind: 'untested', why: `the pod cannot be looked at; missing permission: ${canI(pod.permission)}` };
      if (pod.kind !== 'found') return undefined;
      const { phase, containerStatuses } = pod.value.status ?? {};
      last = containerStatuses?.[0]?.state?.waiting?.reason ?? phase ?? last;
      return outcomeOf(pod.value);
    },
    WAITS.ownedPod,
    WAITS.ownedLook,
  );
  return (
    settled?.value ?? { kind: 'untested', why: `the pod came to no end within ${WAITS.ownedPod / 1000} s: ${last}` }
  );
}

import type { LiveCluster } from '../cluster/live.ts';
import { canI } from '../cluster/permission-text.ts';
import { Inconclusive } from '../outcome.ts';
import type { Owned } from '../owned.ts';
import { settle, WAITS } from '../waits.ts';
import { type ClusterEvent, eventsNow, PersistentVolumeClaim, readNow } from './fresh.ts';
import { claimObject, namespaceObject, podObject } from './objects.ts';

/** What became of a claim. */
export type VolumeOutcome =
  | { kind: 'bound'; volume: string; afterMs: number }
  /** The provisioner says that it cannot. */
  | { kind: 'failed'; why: string }
  | { kind: 'waiting'; why: string };

export interface VolumeProbe {
  /** A name of this run's own. */
  namespace: string;
  /** true: the class binds a claim when a pod comes to use it. */
  waitsForConsumer: boolean;
  image: string;
}

/** A provisioner tries again; what it says so often is no passing trouble. */
const FINAL = 3;
const CLAIM = 'claim';
const PROVISIONING_FAILED = 'ProvisioningFailed';

const told = ({ reason, message }: ClusterEvent): string => [reason, message].filter(Boolean).join(': ');

/** The events about the claim; what cannot be read says nothing. */
async function claimEvents(cluster: LiveCluster, namespace: string): Promise<ClusterEvent[]> {
  const events = await eventsNow(cluster, namespace);
  return events.kind === 'found'
    ? events.value.filter(({ involvedObject }) => involvedObject?.kind === 'PersistentVolumeClaim')
    : [];
}

/** Why provisioning has failed for good; undefined while it may yet succeed. */
function failure(events: readonly ClusterEvent[]): string | undefined {
  const failed = events.filter(({ reason }) => reason === PROVISIONING_FAILED);
  const times = failed.reduce((sum, { count }) => sum + (count ?? 1), 0);
  const last = failed.at(-1);
  return last === undefined || times < FINAL ? undefined : `${told(last)} (${times} times)`;
}

/** Creates a claim of the default storage class, and a pod that uses it where its class waits for one; waits until it is bound. */
export async function tryVolume(
  cluster: LiveCluster,
  owned: Owned,
  { namespace, waitsForConsumer, image }: VolumeProbe,
): Promise<VolumeOutcome> {
  await owned.create(namespaceObject(namespace));
  await owned.create(claimObject(CLAIM, namespace));
  if (waitsForConsumer) {
    await owned.create(podObject({ name: 'consumer', namespace, image, command: ['true'], claim: CLAIM }));
  }
  const settled = await settle<VolumeOutcome>(
    async () => {
      const claim = await readNow(cluster, PersistentVolumeClaim, CLAIM, namespace);
      if (claim.kind === 'forbidden')
        throw new Inconclusive(`the claim cannot be looked at; missing permission: ${canI(claim.permission)}`);
      const { phase } = (claim.kind === 'found' && claim.value.status) || {};
      if (claim.kind === 'found' && phase === 'Bound')
        return { kind: 'bound', volume: claim.value.spec?.volumeName ?? 'a volume', afterMs: 0 };
      if (phase === 'Lost') return { kind: 'failed', why: 'the claim has lost its volume' };
      const why = failure(await claimEvents(cluster, namespace));
      return why === undefined ? undefined : { kind: 'failed', why };
    },
    WAITS.volumeBinds,
    WAITS.ownedLook,
  );
  if (settled?.value.kind === 'bound') return { ...settled.value, afterMs: settled.afterMs };
  if (settled !== undefined) return settled.value;
  const events = await eventsNow(cluster, namespace);
  if (events.kind === 'forbidden')
    return { kind: 'waiting', why: `why cannot be read; missing permission: ${canI(events.permission)}` };
  const said = (await claimEvents(cluster, namespace)).map(told);
  return { kind: 'waiting', why: said.at(-1) ?? 'nothing tells why' };
}

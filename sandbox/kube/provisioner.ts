import { randomUUID } from 'node:crypto';
import type { KubeObject, ObjectStore } from '../object.ts';
import type { KubeBehaviour } from './behaviour.ts';
import { refOf, timestamp } from './object-store.ts';

const DEFAULT = 'storageclass.kubernetes.io/is-default-class';
/** A provisioner tries again and again. */
const TRIES = 7;

function classOf(objects: ObjectStore, claim: KubeObject): KubeObject | undefined {
  const named: unknown = claim['spec'].storageClassName;
  return objects
    .all('StorageClass')
    .find(({ metadata }) =>
      named === undefined ? metadata.annotations?.[DEFAULT] === 'true' : metadata.name === named,
    );
}

function say(objects: ObjectStore, claim: KubeObject, reason: string, message: string, count: number): void {
  const { name, namespace, uid } = claim.metadata;
  objects.put({
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `${name}.${randomUUID().slice(0, 8)}`, namespace },
    involvedObject: { apiVersion: 'v1', kind: claim.kind, name, namespace, uid },
    type: 'Warning',
    reason,
    message,
    count,
    firstTimestamp: timestamp(),
    lastTimestamp: timestamp(),
    source: { component: 'persistentvolume-controller' },
  });
}

/** Why no volume comes: nobody makes one. Such a claim waits without another word. */
function nobodyMakes(objects: ObjectStore, storageClass: KubeObject): boolean {
  const driver: string = storageClass['provisioner'];
  return !objects.all('CSIDriver').some(({ metadata }) => metadata.name === driver);
}

/**
 * Makes a volume for a claim and binds them. `mode`: only where the class binds so. Answers whether the claim is bound.
 */
export function bindClaim(
  objects: ObjectStore,
  behaviour: KubeBehaviour,
  namespace: string | undefined,
  name: string,
  mode?: 'Immediate',
): boolean {
  const claim = objects.find({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', name, namespace });
  if (claim === undefined) return false;
  if (claim['status']?.phase === 'Bound') return true;
  const storageClass = classOf(objects, claim);
  if (claim['status'] === undefined) {
    objects.edit(refOf(claim), (edited) => {
      edited['status'] = { phase: 'Pending' };
    });
  }
  if (storageClass === undefined) {
    const message = 'no persistent volumes available for this claim and no storage class is set';
    say(objects, claim, 'FailedBinding', message, 1);
    return false;
  }
  if (mode !== undefined && (storageClass['volumeBindingMode'] ?? 'Immediate') !== mode) return false;
  if (nobodyMakes(objects, storageClass)) return false;
  if (behaviour.provisioning !== undefined) {
    const { message } = behaviour.provisioning;
    const about = `failed to provision volume with StorageClass "${storageClass.metadata.name}": ${message}`;
    say(objects, claim, 'ProvisioningFailed', about, TRIES);
    return false;
  }
  const volumeName = `pvc-${randomUUID()}`;
  objects.edit(refOf(claim), (edited) => {
    Object.assign(edited['spec'], { volumeName, storageClassName: storageClass.metadata.name });
    edited['status'] = { phase: 'Bound', accessModes: edited['spec'].accessModes };
  });
  return true;
}

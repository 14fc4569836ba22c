import { z } from 'zod';
import type { KubeObject } from '../../sandbox/object.ts';

const ManagedFields = z.array(z.looseObject({ manager: z.string(), subresource: z.string().optional() })).catch([]);

const OWN = 'lab';

/** Who sets an object's fields, and who its status, as its file says; the lab where it says nothing. */
export function managersOf({ metadata }: KubeObject): { fields: string; status: string } {
  const entries = ManagedFields.parse(metadata['managedFields']);
  return {
    fields: entries.find(({ subresource }) => subresource === undefined)?.manager ?? OWN,
    status: entries.find(({ subresource }) => subresource === 'status')?.manager ?? OWN,
  };
}

interface Owner {
  apiVersion?: string;
  kind: string;
  name: string;
  uid?: string;
}

/** The references of an object whose uids only the server that has what they name can give. */
export function ownersOf({ metadata }: KubeObject): Owner[] {
  const owners = metadata['ownerReferences'];
  return Array.isArray(owners) ? owners : [];
}

/** What is sent of an object: without its status, and without what the server itself sets. */
export function desired(object: KubeObject, uidOf: (owner: Owner) => string | undefined): KubeObject {
  const { status: _status, ...rest } = structuredClone(object);
  const {
    uid: _uid,
    resourceVersion: _version,
    generation: _generation,
    creationTimestamp: _at,
    deletionTimestamp: _deleted,
    deletionGracePeriodSeconds: _grace,
    managedFields: _managed,
    ...metadata
  } = rest.metadata;
  const owners = ownersOf(object).map((owner) => ({ ...owner, uid: uidOf(owner) ?? owner.uid }));
  return { ...rest, metadata: { ...metadata, ...(owners.length > 0 && { ownerReferences: owners }) } };
}

/**
 * A status for an object whose generation is another than in its file: what has seen the newest one has seen it here too,
 * and what is behind stays as far behind.
 */
export function observed(status: unknown, { from, to }: { from: number | undefined; to: number | undefined }): unknown {
  if (from === undefined || to === undefined) return status;
  if (Array.isArray(status)) return status.map((item) => observed(item, { from, to }));
  if (typeof status !== 'object' || status === null) return status;
  return Object.fromEntries(
    Object.entries(status).map(([key, value]) => [
      key,
      key === 'observedGeneration' && typeof value === 'number'
        ? Math.max(0, to - (from - value))
        : observed(value, { from, to }),
    ]),
  );
}

import { createHash, randomUUID } from 'node:crypto';
import type { KubeObject, ObjectStore } from '../object.ts';
import { INSTANCE } from './tiers.ts';

const LONGEST_NAME = 63;
const HASH_LENGTH = 8;

/** The name of a user's service account: lower case, `[a-z0-9-]` only, at most 63 characters, with a hash of the user. */
export function accountName(username: string): string {
  const hash = createHash('sha1').update(username).digest('hex').slice(0, HASH_LENGTH);
  const readable = username
    .toLowerCase()
    .replace(/[^a-z0-9-]/g, '-')
    .replace(/-+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, LONGEST_NAME - HASH_LENGTH - 1)
    .replace(/-$/, '');
  return `${readable === '' ? 'user' : readable}-${hash}`;
}

export const tierNamespace = (tier: string): string => `${INSTANCE}-tier-${tier}`;

const labels = (tier: string): Record<string, string> => ({
  'app.kubernetes.io/component': 'token-issuer',
  'app.kubernetes.io/part-of': 'maas-api',
  'maas.opendatahub.io/instance': INSTANCE,
  'maas.opendatahub.io/tier': tier,
});

function ensureNamespace(objects: ObjectStore, tier: string): void {
  const name = tierNamespace(tier);
  if (objects.find({ apiVersion: 'v1', kind: 'Namespace', name }) !== undefined) return;
  objects.put({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { ...labels(tier), 'maas.opendatahub.io/tier-namespace': 'true' } },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  });
}

/** The service account of a user in a tier, made with its namespace where it is missing. */
export function ensureAccount(objects: ObjectStore, tier: string, username: string): KubeObject {
  ensureNamespace(objects, tier);
  const place = { namespace: tierNamespace(tier), name: accountName(username) };
  const existing = objects.find({ apiVersion: 'v1', kind: 'ServiceAccount', ...place });
  if (existing !== undefined) return existing;
  return objects.put({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { ...place, uid: randomUUID(), labels: labels(tier) },
  });
}

/** Deletes and makes anew a user's account: every token bound to the old one is void. Nothing when there is none. */
export function recreateAccount(objects: ObjectStore, tier: string, username: string): void {
  const place = { kind: 'ServiceAccount', namespace: tierNamespace(tier), name: accountName(username) };
  if (objects.find(place) === undefined) return;
  objects.remove(place);
  ensureAccount(objects, tier, username);
}

/** The `sub` of its tokens. */
export function subjectOf(account: KubeObject): string {
  return `system:serviceaccount:${account.metadata.namespace ?? ''}:${account.metadata.name}`;
}

import { randomBytes } from 'node:crypto';
import type { ObjectStore } from './object.ts';

/** The registries that OpenShift's own pull secret has entries for. */
const REGISTRIES = ['cloud.openshift.com', 'quay.io', 'registry.connect.redhat.com', 'registry.redhat.io'];

const credentials = (registry: string) => {
  const username = `sandbox|${registry}`;
  const password = `sha256~${randomBytes(32).toString('base64url')}`;
  return { username, password, auth: Buffer.from(`${username}:${password}`).toString('base64') };
};

/** Gives the cluster its pull secret, with fresh credentials: the files of an installation hold no Secret values. */
export function writePullSecret(objects: ObjectStore): void {
  const config = { auths: Object.fromEntries(REGISTRIES.map((registry) => [registry, credentials(registry)])) };
  objects.put({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'pull-secret', namespace: 'openshift-config' },
    type: 'kubernetes.io/dockerconfigjson',
    data: { '.dockerconfigjson': Buffer.from(JSON.stringify(config)).toString('base64') },
  });
}

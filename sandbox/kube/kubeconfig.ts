import { stringify } from 'yaml';
import { ADMINISTRATOR, NOBODY, READER } from '../people.ts';
import type { World } from '../world.ts';

const CLUSTER = 'sandbox';
/** The contexts that the kubeconfig offers; the first is the current one. */
const CONTEXTS = [
  { context: 'sandbox', person: ADMINISTRATOR },
  { context: 'sandbox-reader', person: READER },
  { context: 'sandbox-nobody', person: NOBODY },
];

/** A kubeconfig for the sandbox's API server, with one context a member of staff. It holds tokens: keep it private. */
export function kubeconfig(world: World, url: string): string {
  const contexts = CONTEXTS.flatMap(({ context, person }) => {
    const token = world.people.find(({ name }) => name === person)?.openshiftToken;
    return token === undefined ? [] : [{ context, person, token }];
  });
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': contexts[0]?.context ?? '',
    clusters: [
      {
        name: CLUSTER,
        cluster: {
          server: url,
          'certificate-authority-data': Buffer.from(world.certificates.ca).toString('base64'),
        },
      },
    ],
    contexts: contexts.map(({ context, person }) => ({
      name: context,
      context: { cluster: CLUSTER, user: person, namespace: 'default' },
    })),
    users: contexts.map(({ person, token }) => ({ name: person, user: { token } })),
  });
}

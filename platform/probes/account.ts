import type { LiveCluster } from '../cluster/live.ts';
import { requestToken } from '../cluster/token-request.ts';
import type { Owned } from '../owned.ts';
import { WAITS } from '../waits.ts';
import { namespaceObject } from './objects.ts';

/** A service account of our own, in a namespace of its own: what is done to its tokens and keys hurts no user. */
export interface Account {
  /** What Kubernetes calls it: `system:serviceaccount:NAMESPACE:NAME`. */
  username: string;
  /** A token for the API server, or for one other audience; it lives as long as a run. A secret from then on. Throws Inconclusive. */
  token(audience?: string): Promise<string>;
}

const NAME = 'caller';

/** Creates a service account in a new namespace. Throws Inconclusive. */
export async function createAccount(cluster: LiveCluster, owned: Owned, namespace: string): Promise<Account> {
  await owned.create(namespaceObject(namespace));
  await owned.create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: NAME, namespace } });
  return {
    username: `system:serviceaccount:${namespace}:${NAME}`,
    async token(audience) {
      const audiences = audience === undefined ? undefined : [audience];
      const { token } = await requestToken(cluster, { namespace, name: NAME, audiences, lifetimeMs: WAITS.run });
      return token;
    },
  };
}

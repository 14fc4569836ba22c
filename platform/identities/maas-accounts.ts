import { createHash } from 'node:crypto';
import { ServiceAccount } from '../cluster/kinds/core.ts';
import type { LiveCluster } from '../cluster/live.ts';
import { remove } from '../owned-removal.ts';

/** An account that maas-api keeps for a caller: a service account in the namespace of a tier. */
export interface MaasAccount {
  namespace: string;
  name: string;
}

const ISSUER = 'app.kubernetes.io/component';
const TOKEN_ISSUER = 'token-issuer';

export const accountText = ({ namespace, name }: MaasAccount): string => `${namespace}/${name}`;
export const usernameOf = ({ namespace, name }: MaasAccount): string => `system:serviceaccount:${namespace}:${name}`;

/** The account that a token's subject names; undefined where it names a person. */
export function accountOf(subject: string | undefined): MaasAccount | undefined {
  const [, namespace, name] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(subject ?? '') ?? [];
  return namespace === undefined || name === undefined ? undefined : { namespace, name };
}

/** The accounts as they are now; undefined where they cannot be read. */
export async function maasAccounts(cluster: LiveCluster): Promise<MaasAccount[] | undefined> {
  cluster.forget(ServiceAccount);
  const found = await cluster.list(ServiceAccount, { labelSelector: `${ISSUER}=${TOKEN_ISSUER}` });
  if (found.kind !== 'found') return undefined;
  return found.value.items.map(({ metadata }) => ({ name: metadata.name, namespace: metadata.namespace ?? '' }));
}

/** maas-api ends an account's name with the hash of the caller's, whatever it leaves of the name itself (v0.0.2 token/manager.go). */
const HASH_CHARACTERS = 8;
const isMadeFor = ({ name }: MaasAccount, username: string): boolean =>
  name.startsWith('system-serviceaccount-') &&
  name.endsWith(`-${createHash('sha1').update(username).digest('hex').slice(0, HASH_CHARACTERS)}`);

/** Those of the accounts that maas-api made for service accounts of these names, and for the accounts made for those, and so on. */
export function madeFor(usernames: readonly string[], accounts: readonly MaasAccount[]): MaasAccount[] {
  const found = new Map<string, MaasAccount>();
  const asked = [...usernames];
  for (let username = asked.shift(); username !== undefined; username = asked.shift()) {
    for (const account of accounts) {
      if (found.has(accountText(account)) || !isMadeFor(account, username)) continue;
      found.set(accountText(account), account);
      asked.push(usernameOf(account));
    }
  }
  return [...found.values()];
}

/** Deletes an account, and so voids every token of it. Answers why it is still there, or undefined where it is gone. */
export const removeAccount = (cluster: LiveCluster, { namespace, name }: MaasAccount): Promise<string | undefined> =>
  remove(
    cluster,
    ServiceAccount,
    { resource: 'serviceaccounts', namespace, name },
    ({ metadata }) => metadata.labels?.[ISSUER] === TOKEN_ISSUER,
  );

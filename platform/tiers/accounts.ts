import { Namespace, ServiceAccount } from '../cluster/kinds/core.ts';
import type { ClusterReader } from '../cluster/reader.ts';

const TIER = 'maas.opendatahub.io/tier';
const INSTANCE = 'maas.opendatahub.io/instance';
const ISSUER = 'app.kubernetes.io/component';

/** A namespace in which maas-api keeps the service accounts of one tier's callers. */
export interface TierNamespace {
  name: string;
  tier: string;
  instance: string;
}

/** A caller's service account; its name is made of the user's, and the same in each tier. */
export interface TierAccount {
  name: string;
  tier: string;
  instance: string;
}

/** The namespaces of tiers, by the labels that maas-api gives them. */
export async function tierNamespaces(cluster: Pick<ClusterReader, 'list'>): Promise<TierNamespace[]> {
  return (await cluster.list(Namespace)).flatMap(({ metadata }) => {
    const tier = metadata.labels?.[TIER];
    return tier === undefined ? [] : [{ name: metadata.name, tier, instance: metadata.labels?.[INSTANCE] ?? '' }];
  });
}

/** The callers' service accounts in these namespaces: those that maas-api made, not Kubernetes' own. */
export async function tierAccounts(
  cluster: Pick<ClusterReader, 'list'>,
  namespaces: readonly TierNamespace[],
): Promise<TierAccount[]> {
  const found = await Promise.all(
    namespaces.map(async ({ name: namespace, tier, instance }) =>
      (await cluster.list(ServiceAccount, { namespace }))
        .filter(({ metadata }) => metadata.labels?.[ISSUER] === 'token-issuer')
        .map(({ metadata }) => ({ name: metadata.name, tier, instance })),
    ),
  );
  return found.flat();
}

/** Accounts that one user has in several tiers of an instance, with those tiers: tokens of the former tier live on. */
export function sharedAccounts(accounts: readonly TierAccount[]): { name: string; tiers: string[] }[] {
  const byUser = Map.groupBy(accounts, ({ instance, name }) => `${instance}/${name}`);
  return [...byUser.values()].flatMap((same) => {
    const tiers = [...new Set(same.map(({ tier }) => tier))].sort();
    const [first] = same;
    return first === undefined || tiers.length < 2 ? [] : [{ name: first.name, tiers }];
  });
}

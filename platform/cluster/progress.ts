import type { Layout } from '../../layouts/layout.ts';
import { tierMapping } from '../tiers/find.ts';
import { Deployment } from './kinds/core.ts';
import { Gateway } from './kinds/gateway-api.ts';
import type { CsvObject, SubscriptionObject } from './kinds/olm.ts';
import { type Operator, subscriptionsOf } from './operators.ts';
import type { ClusterReader } from './reader.ts';

type Reader = Pick<ClusterReader, 'find' | 'findIn'>;

/**
 * What of MaaS itself is there, by which its phase has begun: its gateway, its API, its tier mapping, its policy engine.
 * Empty where there is nothing. The operators are left out: cert-manager is on many clusters for other reasons.
 */
export async function maasObjects(cluster: Reader, layout: Layout): Promise<string[]> {
  const { gateway, namespaces, workloads, tiers } = layout;
  const deployments = [workloads.api, workloads.authorino, workloads.limitador];
  const found = [
    (await cluster.find(Gateway, gateway.name, namespaces.gateway)) && `Gateway ${namespaces.gateway}/${gateway.name}`,
    (await tierMapping(cluster, layout)) && `ConfigMap ${tiers.configMap}`,
    ...(await Promise.all(
      deployments.map(
        async ({ name, namespaces: places }) =>
          (await cluster.findIn(Deployment, name, places)) && `Deployment ${name}`,
      ),
    )),
  ];
  return found.filter((text) => text !== undefined);
}

/** Whether nothing at all of an operator is there: neither a Subscription nor a ClusterServiceVersion, be it a copy. */
export const isAbsent = (
  operator: Operator,
  csvs: readonly CsvObject[],
  subscriptions: readonly SubscriptionObject[],
): boolean =>
  subscriptionsOf(subscriptions, operator).length === 0 &&
  !csvs.some(({ metadata }) => operator.products.some(({ csvPrefix }) => metadata.name.startsWith(`${csvPrefix}.`)));

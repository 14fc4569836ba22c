import { guide } from '../../layouts/guide.ts';
import type { Observation, ObservedField } from '../../layouts/observation.ts';
import type { Kind } from '../../platform/cluster/cluster.ts';
import { dashboards, gateways, routeHosts, routes } from './observation/gateways.ts';
import { modelAccess, models } from './observation/models.ts';
import { monitors, userWorkload } from './observation/monitoring.ts';
import { dataScienceClusters, openshift, operators, subscriptions } from './observation/operators.ts';
import { policies, requestLimits, tokenLimits } from './observation/policies.ts';
import { tierMaps } from './observation/tiers.ts';
import { types } from './observation/types.ts';
import {
  API_NAMESPACES,
  apiPlaces,
  apiServices,
  deployments,
  namespaces,
  networkPolicies,
} from './observation/workloads.ts';
import { type Reading, readingFor, type Unread } from './reading.ts';

/** What was seen, and the `oc auth can-i …` lines of what was not allowed to be seen. */
export interface Observed {
  observation: Observation;
  missing: string[];
}

type Look = <F extends ObservedField>(
  field: F,
  read: (cluster: Reading) => Promise<Observation[F]>,
) => Promise<Pick<Observation, F>>;

/**
 * Reads what tells layouts apart and shows drift, without judging it. Most of it are lists that the checks read anyway, and
 * find read: about forty requests, whatever the size of the cluster. Namespaces and types come first: what they say is
 * not there is not asked for.
 */
export async function observe(cluster: Reading): Promise<Observed> {
  const unread: Unread = { fields: {}, permissions: new Set() };
  const look: Look = async (field, read) => {
    const value = await read(readingFor(cluster, field, unread));
    return (value === undefined ? {} : { [field]: value }) as Pick<Observation, typeof field>;
  };
  const first = Object.assign({}, ...(await Promise.all([look('namespaces', namespaces), look('types', types)])));
  const seen = await lookFurther(first, look);
  const observation: Observation = Object.keys(unread.fields).length === 0 ? seen : { ...seen, unread: unread.fields };
  return { observation, missing: [...unread.permissions].sort() };
}

async function lookFurther(first: Pick<Observation, 'namespaces' | 'types'>, look: Look): Promise<Observation> {
  const exist = (name: string): boolean => first.namespaces?.some((namespace) => namespace.name === name) ?? true;
  const knows = ({ plural, group }: Kind<unknown>): boolean => first.types?.[`${plural}.${group}`] !== false;
  const second: Observation[] = await Promise.all([
    look('openshift', openshift),
    look('operators', operators),
    look('subscriptions', subscriptions),
    look('deployments', (cluster) => deployments(cluster, exist, first.namespaces !== undefined)),
    look('dataScienceClusters', dataScienceClusters),
    look('gateways', gateways),
    look('gatewayRoutes', (cluster) => routeHosts(cluster, guide.namespaces.gateway, exist)),
    look('routes', routes),
    look('policies', (cluster) => policies(cluster, knows)),
    look('requestLimits', requestLimits),
    look('tokenLimits', tokenLimits),
    look('tierMaps', (cluster) => tierMaps(cluster, API_NAMESPACES.filter(exist))),
    look('models', (cluster) => models(cluster, knows)),
    look('userWorkload', userWorkload),
    look('dashboards', dashboards),
  ]);
  const seen: Observation = Object.assign({ ...first }, ...second);
  const places = apiPlaces(seen, exist);
  const third: Observation[] = await Promise.all([
    look('apiServices', (cluster) => apiServices(cluster, places)),
    look('networkPolicies', (cluster) => networkPolicies(cluster, places)),
    look('modelAccess', (cluster) => modelAccess(cluster, seen)),
    look('monitors', (cluster) => monitors(cluster, seen)),
  ]);
  return Object.assign(seen, ...third);
}

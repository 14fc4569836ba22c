import { MAAS_002_FLAVOURS } from '../flavours.ts';
import type { Layout } from '../layout.ts';
import type { Observation } from '../observation.ts';
import { type Evidence, holding, leader, type Sign } from './sign.ts';

type Seen = Sign['seen'];

const apiIn =
  ({ workloads }: Layout): Seen =>
  ({ deployments }) => {
    const { name, namespaces } = workloads.api;
    const found = deployments?.find((seen) => seen.name === name && namespaces.includes(seen.namespace));
    return found && `Deployment ${name} is in ${found.namespace}`;
  };

const tiersIn =
  ({ namespaces, tiers }: Layout): Seen =>
  ({ tierMaps }) => {
    const map = tierMaps?.find(({ namespace, keys }) => namespaces.api.includes(namespace) && keys.includes(tiers.key));
    // The words of the layout's own sign: it is the same thing seen.
    return map && `ConfigMap ${map.namespace}/${tiers.configMap} has key ${tiers.key}`;
  };

const routeIn =
  ({ namespaces }: Layout): Seen =>
  ({ routes }) => {
    const found = routes?.find(
      ({ name, namespace }) => name === 'maas-api-route' && namespaces.api.includes(namespace),
    );
    return found && `HTTPRoute ${found.name} is in ${found.namespace}`;
  };

/** Every product that the flavours use, each as often as flavours use it. */
const products = MAAS_002_FLAVOURS.flatMap(({ operators }) => operators.flatMap((operator) => operator.products));

/** The products that no other flavour of the release uses. */
const productsOf =
  ({ operators }: Layout): Seen =>
  (observation) => {
    const own = operators
      .flatMap((operator) => operator.products)
      .filter(({ csvPrefix }) => products.filter((product) => product.csvPrefix === csvPrefix).length === 1);
    const found = own.find(({ csvPrefix }) => observation.operators?.some(({ name }) => name === csvPrefix));
    return found && `${found.name} is installed (${found.csvPrefix})`;
  };

const FLAVOUR_SIGNS = MAAS_002_FLAVOURS.flatMap((layout): Sign[] => [
  { for: layout.name, weight: 3, seen: apiIn(layout) },
  { for: layout.name, weight: 3, seen: tiersIn(layout) },
  { for: layout.name, weight: 2, seen: routeIn(layout) },
  { for: layout.name, weight: 1, seen: productsOf(layout) },
]);

export interface FlavourDetection {
  /** The layout of the flavour; absent where none leads. */
  layout?: Layout;
  lead: number;
  evidence: Evidence[];
}

/** Which flavour of v0.0.2 an installation is. */
export function detectFlavour(observation: Observation): FlavourDetection {
  const evidence = holding(FLAVOUR_SIGNS, observation);
  const found = leader(evidence);
  return {
    layout: MAAS_002_FLAVOURS.find(({ name }) => name === found?.name),
    lead: found?.lead ?? 0,
    evidence,
  };
}

import { guide } from '../guide.ts';
import type { Layout } from '../layout.ts';
import { maas002 } from '../maas-0.0.2.ts';
import type { Observation } from '../observation.ts';
import type { Sign } from './sign.ts';

type Seen = Sign['seen'];

const gatewayIn =
  ({ namespaces, gateway }: Layout): Seen =>
  ({ gateways }) =>
    gateways?.some((seen) => seen.name === gateway.name && seen.namespace === namespaces.gateway)
      ? `Gateway ${gateway.name} is in ${namespaces.gateway}`
      : undefined;

const tierKey =
  ({ tiers }: Layout): Seen =>
  ({ tierMaps }) => {
    const map = tierMaps?.find((seen) => seen.keys.includes(tiers.key));
    return map && `ConfigMap ${map.namespace}/${tiers.configMap} has key ${tiers.key}`;
  };

const deployed =
  (workload: (layout: Layout) => Layout['workloads']['api'], layout: Layout): Seen =>
  ({ deployments }) => {
    const { name, namespaces } = workload(layout);
    const found = deployments?.find((seen) => seen.name === name && namespaces.includes(seen.namespace));
    return found && `Deployment ${name} is in ${found.namespace}`;
  };

/** Other meshes and gateways of the cluster have policies too: only those beside MaaS's gateway or API tell. */
const policyKind =
  ({ policies, namespaces }: Layout): Seen =>
  (observation) => {
    const own = [namespaces.gateway, ...namespaces.api];
    const found = observation.policies?.find(
      ({ kind, namespace }) => policies.authentication.some((name) => name === kind) && own.includes(namespace),
    );
    return found && `access is decided by ${found.kind} in ${found.namespace}`;
  };

const modelsOf =
  ({ modelKind }: Layout): Seen =>
  ({ models }) => {
    const count = models?.filter(({ kind }) => kind === modelKind).length ?? 0;
    return count > 0 ? `${count} models are of kind ${modelKind}` : undefined;
  };

/** A path that the management API of the layout serves to a caller who only reads, and no other layout's does. */
export const readPathOf = ({ api }: Layout): string => (api.listTokens ?? api.models).path;

/** Each layout's API mints at a path of its own: the one that is routed asks for a token, the other is not found. */
const mintPath =
  (own: Layout, other: Layout): Seen =>
  ({ mintPaths }) => {
    const [here, there] = [mintPaths?.[own.api.mint.path], mintPaths?.[other.api.mint.path]];
    return here !== undefined && here !== 404 && there === 404
      ? `the gateway routes ${own.api.mint.path} (${here} without a token) and not ${other.api.mint.path} (404)`
      : undefined;
  };

const readPath =
  (own: Layout, other: Layout): Seen =>
  ({ readPaths }) =>
    readPaths?.[readPathOf(own)] === 200 && readPaths[readPathOf(other)] === 404
      ? `the management API serves ${readPathOf(own)} (200) and not ${readPathOf(other)} (404)`
      : undefined;

/** What both layouts say about themselves, each at its own place. */
const ownSigns = [[guide, maas002] as const, [maas002, guide] as const].flatMap(([layout, other]): Sign[] => [
  { for: layout.name, weight: 3, seen: gatewayIn(layout) },
  { for: layout.name, weight: 3, seen: tierKey(layout) },
  { for: layout.name, weight: 2, seen: deployed(({ workloads }) => workloads.api, layout) },
  { for: layout.name, weight: 1, seen: deployed(({ workloads }) => workloads.limitador, layout) },
  { for: layout.name, weight: 1, seen: policyKind(layout) },
  { for: layout.name, weight: 1, seen: modelsOf(layout) },
  { for: layout.name, weight: 3, seen: mintPath(layout, other) },
  { for: layout.name, weight: 3, seen: readPath(layout, other) },
]);

const installed = ({ operators }: Observation, name: string): boolean =>
  operators?.some((operator) => operator.name === name) ?? false;

const operator =
  (name: string, title: string): Seen =>
  (observation) =>
    installed(observation, name) ? `${title} is installed (${name})` : undefined;

const knative: Seen = ({ dataScienceClusters }) =>
  dataScienceClusters?.some((cluster) => cluster.knative === 'Managed')
    ? 'the DataScienceCluster asks for Knative Serving'
    : undefined;

const managedMaas: Seen = ({ dataScienceClusters }) =>
  dataScienceClusters?.some((cluster) => cluster.modelsAsService === 'Managed')
    ? 'the DataScienceCluster asks for Models-as-a-Service'
    : undefined;

const POLICY_ENGINES = ['rhcl-operator', 'kuadrant-operator'];
const OF_THE_GUIDE = ['serverless-operator', 'servicemeshoperator'];

/** The guide's script brings the policy engine last, after the operators that the release does without. */
const engineFirst: Seen = (observation) => {
  const engine = POLICY_ENGINES.find((name) => installed(observation, name));
  return engine !== undefined && !OF_THE_GUIDE.some((name) => installed(observation, name))
    ? `${engine} is installed, and neither ${OF_THE_GUIDE.join(' nor ')}`
    : undefined;
};

/** What tells the layouts apart: first what only a whole MaaS has, then what an installation has while it goes on. */
export const LAYOUT_SIGNS: readonly Sign[] = [
  ...ownSigns,
  { for: guide.name, weight: 1, seen: operator('serverless-operator', 'OpenShift Serverless') },
  { for: guide.name, weight: 1, seen: operator('servicemeshoperator', 'OpenShift Service Mesh 2') },
  { for: guide.name, weight: 1, seen: knative },
  { for: maas002.name, weight: 1, seen: managedMaas },
  { for: maas002.name, weight: 1, seen: engineFirst },
];

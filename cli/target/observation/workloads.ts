import type { Layout } from '../../../layouts/layout.ts';
import { LAYOUTS } from '../../../layouts/layouts.ts';
import type { Observation, SeenDeployment } from '../../../layouts/observation.ts';
import { INFRASTRUCTURE } from '../../../layouts/releases.ts';
import { anyKind } from '../../../platform/cluster/kinds/base.ts';
import { Deployment, Namespace, Service } from '../../../platform/cluster/kinds/core.ts';
import { all, type Reading, within } from '../reading.ts';

const NetworkPolicy = anyKind('NetworkPolicy', 'networking.k8s.io', 'v1', { plural: 'networkpolicies' });

const layouts = [...LAYOUTS.values()];
const unique = (names: readonly string[]): string[] => [...new Set(names)];
const workloadsOf = ({ workloads }: Layout): Layout['workloads']['api'][] => Object.values(workloads);

/** Every namespace in which a layout has a workload. */
const OF_WORKLOADS = unique(layouts.flatMap(workloadsOf).flatMap(({ namespaces }) => namespaces));

/** Namespaces beside them that say something by being there. */
const TELLING = [
  'istio-system',
  'knative-serving',
  'llm',
  'odh-operator',
  'openshift-lws-operator',
  'cert-manager-operator',
  'kserve',
];

/** Workloads that no layout demands, and that a row of drift or a later release is told by. */
const ALSO = ['kuadrant-operator-controller-manager', 'maas-controller', 'odh-model-controller'];

const NAMES = new Set([...layouts.flatMap(workloadsOf).map(({ name }) => name), ...ALSO]);

export const API_NAMESPACES = unique(layouts.flatMap(({ namespaces }) => namespaces.api));

/** The namespaces that are there, of those that layouts and releases name. */
export async function namespaces(cluster: Reading): Promise<Observation['namespaces']> {
  const named = new Set([
    ...OF_WORKLOADS,
    ...layouts.flatMap(({ namespaces }) => [...namespaces.required, ...namespaces.requiredByModels].flat()),
    ...INFRASTRUCTURE,
    ...TELLING,
  ]);
  return (await all(cluster, Namespace))
    ?.map(({ metadata }) => ({ name: metadata.name, injected: metadata.labels?.['istio-injection'] === 'enabled' }))
    .filter(({ name, injected }) => named.has(name) || injected);
}

type DeploymentObject = NonNullable<
  Awaited<ReturnType<typeof all<ReturnType<typeof Deployment.schema.parse>>>>
>[number];

function seen({ metadata, spec }: DeploymentObject): SeenDeployment {
  const variables = (spec?.template?.spec?.containers ?? []).flatMap(({ env }) => env ?? []);
  return {
    name: metadata.name,
    namespace: metadata.namespace ?? '',
    environment: Object.fromEntries(
      variables.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const])),
    ),
  };
}

/** The Deployments that layouts and releases name. They are listed by namespace: so the checks find them read. */
export async function deployments(
  cluster: Reading,
  exist: (namespace: string) => boolean,
  known: boolean,
): Promise<Observation['deployments']> {
  const places = [...OF_WORKLOADS, ...(known ? INFRASTRUCTURE : [])].filter(exist);
  return (await within(cluster, Deployment, places))?.filter(({ metadata }) => NAMES.has(metadata.name)).map(seen);
}

/** Where maas-api may be: where its Deployment is, or else every namespace that there is for it. */
export const apiPlaces = (
  { deployments: found }: Pick<Observation, 'deployments'>,
  exist: (namespace: string) => boolean,
): string[] => {
  const own = (found ?? []).filter(({ name }) => name === 'maas-api').map(({ namespace }) => namespace);
  return own.length > 0 ? own : API_NAMESPACES.filter(exist);
};

/** The ports of maas-api's Services in these namespaces, whose Services the checks list too. */
export async function apiServices(cluster: Reading, places: readonly string[]): Promise<Observation['apiServices']> {
  return (await within(cluster, Service, places))
    ?.filter(({ metadata }) => metadata.name === 'maas-api')
    .map(({ metadata, spec }) => ({
      namespace: metadata.namespace ?? '',
      ports: (spec?.ports ?? []).flatMap(({ port }) => port ?? []),
    }));
}

export async function networkPolicies(
  cluster: Reading,
  places: readonly string[],
): Promise<Observation['networkPolicies']> {
  return (await within(cluster, NetworkPolicy, places))?.map(({ metadata }) => ({
    namespace: metadata.namespace ?? '',
    name: metadata.name,
  }));
}

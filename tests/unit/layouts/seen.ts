import { guide } from '../../../layouts/guide.ts';
import type { Observation, SeenGateway } from '../../../layouts/observation.ts';
import { OWN_TYPES } from '../../../layouts/releases.ts';

/** Observations of whole installations, as a cluster of each shows itself. */

const types = (known: readonly string[]): Record<string, boolean> =>
  Object.fromEntries(
    [
      ...OWN_TYPES,
      'dscinitializations.dscinitialization.opendatahub.io',
      'servicemeshcontrolplanes.maistra.io',
      'knativeservings.operator.knative.dev',
    ].map((name) => [name, known.includes(name)]),
  );

/** A cluster in which nothing of MaaS is, although everything could be read. */
export const nothingThere: Observation = {
  namespaces: [{ name: 'openshift-ingress', injected: false }],
  types: types([]),
  openshift: '4.20.3',
  operators: [],
  subscriptions: [],
  deployments: [],
  dataScienceClusters: [],
  gateways: [],
  gatewayRoutes: [],
  routes: [],
  apiServices: [],
  policies: [],
  requestLimits: {},
  tokenLimits: {},
  networkPolicies: [],
  tierMaps: [],
  models: [],
  modelAccess: [],
  monitors: [],
  userWorkload: false,
  dashboards: [],
};

const deployment = (name: string, namespace: string) => ({ name, namespace, environment: {} });
const namespaces = (names: readonly string[], injected: readonly string[] = []) =>
  names.map((name) => ({ name, injected: injected.includes(name) }));

const listener = (name: string, protocol: string, hostname: string, certificates: string[]) => ({
  name,
  protocol,
  hostname,
  certificates,
});

export const asGuide: Observation = {
  ...nothingThere,
  namespaces: namespaces(['cert-manager', 'limitador-system', 'authorino', 'maas', 'llm'], ['llm', 'maas']),
  types: types([
    'servicemeshcontrolplanes.maistra.io',
    'knativeservings.operator.knative.dev',
    'dscinitializations.dscinitialization.opendatahub.io',
  ]),
  operators: [
    { name: 'serverless-operator', version: '1.37.0', namespace: 'openshift-serverless' },
    { name: 'servicemeshoperator', version: '2.6.11', namespace: 'openshift-operators' },
    { name: 'rhcl-operator', version: '1.2.1', namespace: 'kuadrant-system' },
  ],
  subscriptions: guide.operators.flatMap(({ products: [product] }) =>
    product === undefined
      ? []
      : [{ package: product.package, namespace: product.namespaces[0] ?? '', channel: product.channels[0] }],
  ),
  deployments: [
    deployment('maas-api', 'maas'),
    deployment('maas-default-gateway', 'maas'),
    deployment('limitador', 'limitador-system'),
    deployment('authorino', 'authorino'),
    deployment('cert-manager', 'cert-manager'),
  ],
  dataScienceClusters: [{ version: 'v1', kserve: 'Managed', knative: 'Managed' }],
  gateways: [
    {
      namespace: 'maas',
      name: 'maas-default-gateway',
      className: 'istio',
      annotations: {},
      listeners: [listener('https', 'HTTPS', 'maas-default-gateway-x.apps.example.com', ['tls'])],
    },
  ],
  gatewayRoutes: ['maas-default-gateway-x.apps.example.com'],
  routes: [
    { namespace: 'maas', name: 'maas-api-route', paths: ['/maas-api', '/v1/models'] },
    { namespace: 'maas', name: 'maas-models-route', paths: ['/v1'] },
  ],
  policies: [{ kind: 'AuthorizationPolicy', namespace: 'maas', name: 'a' }],
  requestLimits: { free: '10 per 60s', premium: '100 per 60s', enterprise: '1000 per 60s' },
  tierMaps: [
    {
      namespace: 'maas',
      keys: ['mapping.yaml'],
      format: 'map',
      groups: { free: ['system:authenticated'], premium: ['premium-users'], enterprise: ['enterprise-users'] },
      hasLimits: true,
    },
  ],
  models: [{ kind: 'InferenceService', namespace: 'llm', name: 'm', images: [] }],
  modelAccess: ['get inferenceservices'],
  userWorkload: true,
};

const releaseGateway: SeenGateway = {
  namespace: 'openshift-ingress',
  name: 'maas-default-gateway',
  className: 'openshift-default',
  annotations: { 'opendatahub.io/managed': 'false', 'security.opendatahub.io/authorino-tls-bootstrap': 'true' },
  listeners: [
    listener('http', 'HTTP', 'maas.apps.example.com', []),
    listener('https', 'HTTPS', 'maas.apps.example.com', ['default-gateway-cert']),
  ],
};

/** The release with its API in a namespace, by an operator (prefix of its CSV and its version). */
function released(api: string, operators: Observation['operators']): Observation {
  return {
    ...nothingThere,
    namespaces: namespaces(['kuadrant-system', 'openshift-ingress', 'llm', api]),
    operators,
    deployments: [deployment('maas-api', api), deployment('limitador-limitador', 'kuadrant-system')],
    dataScienceClusters: [{ version: 'v2', kserve: 'Managed', modelsAsService: 'Managed', rawDeployment: 'Headed' }],
    gateways: [releaseGateway],
    routes: [{ namespace: api, name: 'maas-api-route', paths: ['/maas-api', '/v1/models'] }],
    policies: [
      {
        kind: 'AuthPolicy',
        namespace: 'openshift-ingress',
        name: 'gateway-auth-policy',
        target: 'Gateway maas-default-gateway',
      },
    ],
    tierMaps: [{ namespace: api, keys: ['tiers'], format: 'list', groups: {}, hasLimits: false }],
    models: [{ kind: 'LLMInferenceService', namespace: 'llm', name: 'm', images: [] }],
  };
}

const engine = { name: 'rhcl-operator', version: '1.2.1', namespace: 'kuadrant-system' };

export const asOdh = released('opendatahub', [
  { name: 'opendatahub-operator', version: '3.2.0', namespace: 'odh-operator' },
  engine,
]);
export const asRhoai = released('redhat-ods-applications', [
  { name: 'rhods-operator', version: '3.2.0', namespace: 'redhat-ods-operator' },
  engine,
]);
export const asKustomize = released('maas-api', [
  { name: 'kuadrant-operator', version: '1.3.1', namespace: 'kuadrant-system' },
]);

/** The same with the types of a later release. */
export const withTypes = (observation: Observation, names: readonly string[]): Observation => ({
  ...observation,
  types: { ...observation.types, ...Object.fromEntries(names.map((name) => [name, true])) },
});

import type { Layout } from '../../layouts/layout.ts';
import type { PhaseName } from '../../layouts/phases.ts';

/** A type that some checks read, of a namespace or of all. */
export interface WantedType {
  group: string;
  resource: string;
  namespace?: string;
}

/** What is collected, and why. */
export interface Scope {
  /** In words: `everything`, `checks maas.gateway, maas.routes`. */
  what: string;
  /** Types that are collected; undefined: all that MaaS has to do with. */
  types?: readonly WantedType[];
  /** Phases whose checks these are: their namespaces' logs are collected. */
  phases: readonly PhaseName[];
}

/** Parts of an installation, by what a phase is about. */
type Part =
  | 'api'
  | 'gateway'
  | 'policyEngine'
  | 'certManager'
  | 'serving'
  | 'models'
  | 'operators'
  | 'mesh'
  | 'knative'
  | 'monitoring';

const PARTS: Readonly<Record<PhaseName, readonly Part[]>> = {
  prerequisites: [],
  operators: ['operators', 'certManager'],
  'service-mesh': ['mesh'],
  knative: ['knative'],
  kserve: ['serving'],
  maas: ['api', 'gateway', 'policyEngine'],
  models: ['models', 'serving', 'knative'],
  authentication: ['api', 'gateway', 'policyEngine'],
  limits: ['api', 'gateway', 'policyEngine'],
  inference: ['gateway', 'models', 'policyEngine'],
  observability: ['gateway', 'policyEngine', 'monitoring'],
};

/** What explains failures of a phase although no check of it reads it: what its policies and models generate. */
const RELATED: Readonly<Record<PhaseName, readonly string[]>> = {
  prerequisites: [],
  operators: ['installplans.operators.coreos.com', 'catalogsources.operators.coreos.com'],
  'service-mesh': [],
  knative: ['knativeservings.operator.knative.dev'],
  kserve: [],
  maas: ['authconfigs.authorino.kuadrant.io', 'wasmplugins.extensions.istio.io', 'envoyfilters.networking.istio.io'],
  models: [
    'services.serving.knative.dev',
    'revisions.serving.knative.dev',
    'podautoscalers.autoscaling.internal.knative.dev',
    'persistentvolumeclaims',
    'replicasets.apps',
  ],
  authentication: [
    'authpolicies.kuadrant.io',
    'authconfigs.authorino.kuadrant.io',
    'authorizationpolicies.security.istio.io',
    'wasmplugins.extensions.istio.io',
    'envoyfilters.networking.istio.io',
    'gateways.gateway.networking.k8s.io',
    'httproutes.gateway.networking.k8s.io',
    'configmaps',
  ],
  limits: [
    'ratelimitpolicies.kuadrant.io',
    'tokenratelimitpolicies.kuadrant.io',
    'limitadors.limitador.kuadrant.io',
    'wasmplugins.extensions.istio.io',
    'envoyfilters.networking.istio.io',
    'configmaps',
  ],
  inference: [
    'inferenceservices.serving.kserve.io',
    'llminferenceservices.serving.kserve.io',
    'httproutes.gateway.networking.k8s.io',
  ],
  observability: [
    'servicemonitors.monitoring.coreos.com',
    'podmonitors.monitoring.coreos.com',
    'telemetrypolicies.extensions.kuadrant.io',
  ],
};

/** What every collection has, so that a bundle can be read at all. */
const ALWAYS = [
  'namespaces',
  'nodes',
  'events',
  'pods',
  'clusterversions.config.openshift.io',
  'clusteroperators.config.openshift.io',
];

/** Names of types (PLURAL.GROUP) that a scope collects; undefined: all. */
export function typeNames({ types, phases }: Scope): ReadonlySet<string> | undefined {
  if (types === undefined) return undefined;
  const read = types.map(({ group, resource }) => (group === '' ? resource : `${resource}.${group}`));
  return new Set([...ALWAYS, ...read, ...phases.flatMap((phase) => RELATED[phase])]);
}

const MONITORING = ['openshift-user-workload-monitoring'];

function namespacesOf(part: Part, layout: Layout): string[] {
  const { namespaces, mesh, knative, operators } = layout;
  switch (part) {
    case 'gateway':
      return [namespaces.gateway];
    case 'certManager':
      return [namespaces.certManager];
    case 'models':
      return [...namespaces.requiredByModels.flat(), 'llm'];
    case 'operators':
      return operators.flatMap(({ products }) => products.map(({ installNamespace }) => installNamespace));
    case 'mesh':
      return [mesh.namespace];
    case 'knative':
      return [knative.namespace];
    case 'monitoring':
      return MONITORING;
    default:
      return namespaces[part];
  }
}

/** Every namespace that a layout has to do with: what is collected of namespaces alone is of these, and of the models'. */
export function layoutNamespaces(layout: Layout): string[] {
  const parts = new Set(Object.values(PARTS).flat());
  const named = [...parts].flatMap((part) => namespacesOf(part, layout));
  return [...new Set([...named, ...layout.namespaces.required.flat()])];
}

/** The namespaces whose logs a scope collects. */
export function logNamespaces(scope: Scope, layout: Layout): string[] {
  if (scope.types === undefined) return layoutNamespaces(layout);
  const read = scope.types
    .flatMap(({ namespace }) => namespace ?? [])
    .filter((one) => layoutNamespaces(layout).includes(one));
  const named = scope.phases.flatMap((phase) => PARTS[phase]).flatMap((part) => namespacesOf(part, layout));
  return [...new Set([...read, ...named])];
}

/** Whether the models' own namespaces, wherever they are, belong to it. */
export const hasModels = ({ types, phases }: Scope): boolean =>
  types === undefined || phases.some((phase) => PARTS[phase].includes('models'));

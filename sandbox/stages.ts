import type { KubeObject } from './object.ts';
import type { InstallationName } from './world.ts';

/** How far an installation has come: the phases of its guide, each with all before it. */
export const STAGES = ['prerequisites', 'operators', 'service-mesh', 'knative', 'kserve', 'maas', 'models'] as const;
export type Stage = (typeof STAGES)[number];

/** The phase that makes these namespaces, and what is in them. */
const BY_NAMESPACE: Readonly<Record<string, Stage>> = {
  'openshift-serverless': 'operators',
  'odh-operator': 'operators',
  'redhat-ods-operator': 'operators',
  'istio-system': 'service-mesh',
  'knative-serving': 'knative',
  opendatahub: 'kserve',
  'redhat-ods-applications': 'kserve',
  'cert-manager': 'maas',
  'cert-manager-operator': 'maas',
  'openshift-lws-operator': 'maas',
  'kuadrant-system': 'maas',
  authorino: 'maas',
  'limitador-system': 'maas',
  maas: 'maas',
  'maas-api': 'maas',
  llm: 'models',
};

/** The phase that makes objects of these kinds, wherever they are. */
const BY_KIND: Readonly<Record<string, Stage>> = {
  DSCInitialization: 'service-mesh',
  GatewayClass: 'service-mesh',
  DataScienceCluster: 'knative',
  ClusterServingRuntime: 'kserve',
  MutatingWebhookConfiguration: 'kserve',
  ValidatingWebhookConfiguration: 'kserve',
  Gateway: 'maas',
  HTTPRoute: 'maas',
};

/** The phase that brings the types of these groups: an operator brings those that it is configured with. */
const TYPES_BY_GROUP: Readonly<Record<string, Stage>> = {
  'operator.knative.dev': 'operators',
  'maistra.io': 'operators',
  'networking.istio.io': 'operators',
  'security.istio.io': 'operators',
  'dscinitialization.opendatahub.io': 'operators',
  'datasciencecluster.opendatahub.io': 'operators',
  'serving.knative.dev': 'knative',
  'serving.kserve.io': 'kserve',
  'kuadrant.io': 'maas',
  'extensions.kuadrant.io': 'maas',
  'authorino.kuadrant.io': 'maas',
  'operator.authorino.kuadrant.io': 'maas',
  'limitador.kuadrant.io': 'maas',
};

/** Operators that the guide's deployment script installs (phase 5), not the user in phase 1. */
const OF_THE_SCRIPT =
  /^(rhcl-|kuadrant-|authorino-|limitador-|dns-operator|leader-worker-set|openshift-lws|cert-manager-|openshift-cert)/;

/** What a ClusterServiceVersion brings to run its operator, and how that is named. */
const BROUGHT = ['Deployment', 'ReplicaSet', 'Pod', 'ServiceAccount'];
const OF_AN_OPERATOR =
  /^(opendatahub-operator|istio-operator|servicemesh-operator|knative-op|kuadrant-operator|authorino-operator|limitador-operator|dns-operator|openshift-lws-operator|cert-manager-operator)/;

const later = (a: Stage, b: Stage): Stage => (STAGES.indexOf(a) >= STAGES.indexOf(b) ? a : b);

function stageOfOperator({ metadata }: KubeObject, installation: InstallationName): Stage {
  const place = BY_NAMESPACE[metadata.namespace ?? ''] ?? 'prerequisites';
  // The release's script begins with the operators; in the guide it runs after the user has installed the others.
  const own = installation === 'guide' && OF_THE_SCRIPT.test(metadata.name) ? 'maas' : 'operators';
  // A copy of a CSV comes with the namespace that it is in.
  const isCopy = metadata.labels?.['olm.copiedFrom'] !== undefined;
  return isCopy || installation === 'guide' ? later(own, place) : own;
}

/** The phase that makes an object; what OpenShift itself has is there from the start. */
function stageOf(object: KubeObject, installation: InstallationName): Stage {
  const { kind, metadata } = object;
  const group = object.apiVersion.split('/')[0] ?? '';
  if (kind === 'CustomResourceDefinition')
    return TYPES_BY_GROUP[metadata.name.replace(/^[^.]+\./, '')] ?? 'prerequisites';
  if (group === 'packages.operators.coreos.com' || kind === 'CatalogSource') return 'prerequisites';
  if (group === 'operators.coreos.com') return stageOfOperator(object, installation);
  if (OF_AN_OPERATOR.test(metadata.name) && BROUGHT.includes(kind)) return stageOfOperator(object, installation);
  const namespace = kind === 'Namespace' ? metadata.name : (metadata.namespace ?? '');
  if (namespace.startsWith('maas-default-gateway-tier-')) return 'maas';
  if (kind === 'HTTPRoute' && metadata.name.includes('models')) return 'models';
  if (/^(maas-verify-reader|cluster-admin)/.test(metadata.name)) return 'prerequisites';
  if (namespace !== '' && kind === 'Namespace' && installation !== 'guide' && BY_NAMESPACE[namespace] === 'maas')
    return 'operators';
  const place = BY_NAMESPACE[namespace] ?? 'prerequisites';
  if (BY_KIND[kind] !== undefined) return later(BY_KIND[kind], place);
  if (group.endsWith('kuadrant.io')) return later('maas', place);
  if (namespace === 'openshift-ingress' && kind !== 'Namespace')
    return /istiod/.test(metadata.name) ? 'service-mesh' : 'maas';
  // Cluster-wide rights and the API's own things beside the serving controllers.
  return /^maas-/.test(metadata.name) ? later('maas', place) : place;
}

/** Whether an object is there when the installation has come so far. */
export function isThereAt(stage: Stage, installation: InstallationName): (object: KubeObject) => boolean {
  const reached = STAGES.indexOf(stage);
  return (object) => STAGES.indexOf(stageOf(object, installation)) <= reached;
}

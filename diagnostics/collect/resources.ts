import type { ServedType } from '../../platform/cluster/raw/raw-cluster.ts';

/** What is never asked for: it is secret by its nature, or it is about persons. */
const NEVER = new Set([
  'secrets',
  'sealedsecrets.bitnami.com',
  'users.user.openshift.io',
  'identities.user.openshift.io',
  'useridentitymappings.user.openshift.io',
  'certificatesigningrequests.certificates.k8s.io',
  'certificaterequests.cert-manager.io',
]);
const NEVER_OF_GROUP = /^oauth\.openshift\.io$/;

/** Groups whose types are collected whole, in all namespaces: MaaS's parts, and what its policies and models generate. */
const WHOLE_GROUPS =
  /^(.*\.)?(kuadrant\.io|opendatahub\.io|istio\.io|kserve\.io|knative\.dev)$|^(gateway\.networking\.k8s\.io|inference\.networking\.(x-)?k8s\.io|maistra\.io|sailoperator\.io|operators\.coreos\.com|packages\.operators\.coreos\.com|cert-manager\.io|leaderworkerset\.x-k8s\.io|keda\.sh|perses\.dev|grafana\.integreatly\.org|monitoring\.coreos\.com|ingress\.operator\.openshift\.io|apiextensions\.k8s\.io|admissionregistration\.k8s\.io|storage\.k8s\.io|rbac\.authorization\.k8s\.io|discovery\.k8s\.io|networking\.k8s\.io|route\.openshift\.io|autoscaling)$/;

/** Of other groups, these are collected of the whole cluster. */
const EVERYWHERE = new Set([
  'namespaces',
  'nodes',
  'persistentvolumes',
  'pods',
  'services',
  'serviceaccounts',
  'events',
  'deployments.apps',
  'daemonsets.apps',
  'groups.user.openshift.io',
  'clusterversions.config.openshift.io',
  'clusteroperators.config.openshift.io',
  'authentications.config.openshift.io',
  'infrastructures.config.openshift.io',
  'ingresses.config.openshift.io',
  'networks.config.openshift.io',
  'proxies.config.openshift.io',
  'dnses.config.openshift.io',
  'ingresscontrollers.operator.openshift.io',
]);

/** And these of the namespaces that matter: they are large, or everybody has many. */
const IN_NAMESPACES = new Set([
  'configmaps',
  'endpoints',
  'persistentvolumeclaims',
  'replicationcontrollers',
  'resourcequotas',
  'limitranges',
  'podtemplates',
  'replicasets.apps',
  'statefulsets.apps',
  'controllerrevisions.apps',
  'jobs.batch',
  'cronjobs.batch',
  'poddisruptionbudgets.policy',
]);

/** Types that have the same objects as another. */
const COPIES = new Set(['events.events.k8s.io', 'replicationcontrollers.extensions', 'ingresses.extensions']);

export const nameOf = ({ group, plural }: Pick<ServedType, 'group' | 'plural'>): string =>
  group === '' ? plural : `${plural}.${group}`;

/** How a type is collected: of the whole cluster, of the namespaces that matter, or not at all. */
export function breadthOf(type: Pick<ServedType, 'group' | 'plural'>): 'everywhere' | 'namespaces' | undefined {
  const name = nameOf(type);
  if (isNeverRead(type) || COPIES.has(name)) return undefined;
  if (EVERYWHERE.has(name)) return 'everywhere';
  if (IN_NAMESPACES.has(name)) return 'namespaces';
  return WHOLE_GROUPS.test(type.group) ? 'everywhere' : undefined;
}

export const isNeverRead = (type: Pick<ServedType, 'group' | 'plural'>): boolean =>
  NEVER.has(nameOf(type)) || NEVER_OF_GROUP.test(type.group);

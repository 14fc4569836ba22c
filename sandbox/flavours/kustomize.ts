import type { KubeObject } from '../object.ts';
import { KSERVE_GATEWAY } from './kserve-gateway.ts';
import { KUADRANT_CATALOG } from './kuadrant-catalog.ts';
import { type Renaming, renamed } from './renaming.ts';

const API_NAMESPACE = 'maas-api';

/** What deploy-openshift.sh does not install: cert-manager, Leader Worker Set, and an operator by OLM. */
const ABSENT_NAMESPACES = ['odh-operator', 'cert-manager', 'cert-manager-operator', 'openshift-lws-operator'];
const ABSENT_OPERATORS = /^(opendatahub-operator|cert-manager-operator|leader-worker-set)\./;

/** Connectivity Link's operators, and those of the community that the script subscribes to instead. */
const COMMUNITY: Renaming = {
  whole: {
    'rhcl-operator': 'kuadrant-operator',
    'rhcl-operator.v1.2.1': 'kuadrant-operator.v1.3.1',
    'authorino-operator.v1.2.4': 'authorino-operator.v0.22.0',
    'limitador-operator.v1.2.0': 'limitador-operator.v0.16.0',
    'dns-operator.v1.2.0': 'dns-operator.v0.15.0',
    'operators.coreos.com/rhcl-operator.kuadrant-system': 'operators.coreos.com/kuadrant-operator.kuadrant-system',
    'Red Hat Connectivity Link': 'Kuadrant Operator',
  },
  parts: [
    [
      /^(authorino|dns|limitador)-operator-stable-redhat-operators-openshift-marketplace$/,
      '$1-operator-stable-kuadrant-operator-catalog-kuadrant-system',
    ],
  ],
};

const CSV_VERSION = /\.v(\d+\.\d+\.\d+)$/;

/** The policy engine from the community's own catalog. */
function fromCommunity(object: KubeObject): KubeObject {
  const isOlm = object.apiVersion.startsWith('operators.coreos.com/');
  const isOurs = object.metadata.namespace === 'kuadrant-system' || object.metadata.name.startsWith('rhcl-operator.');
  if (!isOlm || !isOurs) return object;
  const result = renamed(object, COMMUNITY);
  if (result.kind === 'Subscription') {
    Object.assign(result['spec'], { source: 'kuadrant-operator-catalog', sourceNamespace: 'kuadrant-system' });
  }
  if (result.kind === 'InstallPlan') result['status'].catalogSources = ['kuadrant-operator-catalog'];
  const version = CSV_VERSION.exec(result.metadata.name)?.[1];
  if (result.kind === 'ClusterServiceVersion' && version !== undefined) {
    Object.assign(result['spec'], { version, provider: { name: 'Kuadrant' } });
  }
  return result;
}

/** Without what only the operator's overlay brings: the network policy, and MaaS as a component of the operator. */
function withoutOperator(object: KubeObject): KubeObject {
  if (object.kind !== 'DataScienceCluster') return object;
  delete object['spec'].components.kserve.modelsAsService;
  const conditions: { type: string }[] = object['status'].conditions;
  object['status'].conditions = conditions.filter(({ type }) => type !== 'ModelsAsServiceReady');
  return object;
}

const isOfApi = ({ metadata }: KubeObject): boolean => /^(maas-api|tier-to-group-mapping)(-|$)/.test(metadata.name);

function inOwnNamespace(object: KubeObject): KubeObject {
  const moves = object.metadata.namespace === 'opendatahub' && isOfApi(object);
  const binding = object.kind === 'ClusterRoleBinding' && isOfApi(object);
  return moves || binding
    ? renamed(object, { whole: { opendatahub: API_NAMESPACE }, parts: [] })
    : renamed(object, { whole: {}, parts: [[/\bmaas-api\.opendatahub\.svc\b/g, `maas-api.${API_NAMESPACE}.svc`]] });
}

/** The script tells odh-model-controller where the tiers' mapping is, and keeps the operator from taking that back. */
function withApiNamespace(object: KubeObject): KubeObject {
  if (object.kind !== 'Deployment' || object.metadata.name !== 'odh-model-controller') return object;
  object.metadata.annotations = { ...object.metadata.annotations, 'opendatahub.io/managed': 'false' };
  const [container] = object['spec'].template.spec.containers;
  container.env = [...(container.env ?? []), { name: 'MAAS_NAMESPACE', value: API_NAMESPACE }];
  return object;
}

const isThere = ({ kind, metadata }: KubeObject): boolean =>
  !ABSENT_NAMESPACES.includes(kind === 'Namespace' ? metadata.name : (metadata.namespace ?? '')) &&
  !(kind === 'ClusterServiceVersion' && ABSENT_OPERATORS.test(metadata.name)) &&
  !(kind === 'NetworkPolicy' && metadata.name === 'maas-authorino-allow');

const namespace = (name: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name },
  spec: { finalizers: ['kubernetes'] },
  status: { phase: 'Active' },
});

/** The release as deploy-openshift.sh deploys it: by kustomize, in a namespace of its own, with the community's Kuadrant. */
export function kustomized(objects: KubeObject[]): KubeObject[] {
  return [
    ...objects.filter(isThere).map(fromCommunity).map(withoutOperator).map(inOwnNamespace).map(withApiNamespace),
    ...[API_NAMESPACE, 'kserve', 'opendatahub-operator-system'].map(namespace),
    ...structuredClone([...KUADRANT_CATALOG, KSERVE_GATEWAY]),
  ];
}

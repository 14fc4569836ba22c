/** How large a cluster is, beside the installation itself. */
export interface ClusterSize {
  /** Pods in all, of about 10 kB each, managedFields included. */
  pods: number;
  /** Namespaces of teams that have nothing to do with MaaS. */
  namespaces: number;
  /** OpenShift Routes and Gateway API HTTPRoutes, half and half. */
  routes: number;
}

/** What the budgets are about. */
export const LARGE: ClusterSize = { pods: 10_000, namespaces: 1_000, routes: 2_000 };
/** What peak memory is compared with: the same cluster with a tenth of the pods. */
export const FEW_PODS: ClusterSize = { ...LARGE, pods: 1_000 };

/**
 * Share of all pods in the namespaces that checks read: an empty exercise would leave them as they are. The rest is
 * spread evenly over the teams' namespaces.
 */
export const SHARES: Readonly<Record<string, number>> = {
  llm: 0.1,
  'openshift-ingress': 0.03,
  'istio-system': 0.02,
  'knative-serving': 0.02,
  opendatahub: 0.03,
  maas: 0.02,
  'kuadrant-system': 0.01,
  'openshift-monitoring': 0.02,
};

/** The operators that OLM copies into every namespace, with the namespace of the original. */
export const COPIED_OPERATORS: readonly { csv: string; from: string }[] = [
  { csv: 'rhcl-operator.v1.2.1', from: 'kuadrant-system' },
  { csv: 'authorino-operator.v1.2.4', from: 'kuadrant-system' },
  { csv: 'limitador-operator.v1.2.0', from: 'kuadrant-system' },
];

/**
 * What can be seen of an installation without judging it, as detection and drift read it. `undefined` means that it could
 * not be known (forbidden, unreachable), which is not the same as empty.
 */
export interface Observation {
  /** Namespaces and keys of the ConfigMaps that map tiers to groups. */
  tierMaps?: { namespace: string; keys: string[] }[];
  /** Namespaces in which a Deployment maas-api exists. */
  apiNamespaces?: string[];
  gateways?: { namespace: string; name: string; className: string; hostnames: string[] }[];
  /** Hosts of Routes that expose the gateway's namespace of the guide. */
  gatewayRoutes?: string[];
  /** Kind and name of policies, wherever they are. */
  policies?: { kind: string; namespace: string; name: string }[];
  /** Request limits and token limits by tier, as `10 per 60s`. */
  requestLimits?: Record<string, string>;
  tokenLimits?: Record<string, string>;
  /** How many objects there are of each kind that models are declared as; a kind that the cluster does not know is absent. */
  models?: Record<string, number>;
  /** Whether the cluster knows these types: by <plural>.<group>. */
  types?: Record<string, boolean>;
  /** Namespaces that hold a Deployment of the limiter. */
  limiterNamespaces?: string[];
  /** What the gateway answered to a request without a token on each layout's path for minting tokens: path → status. */
  mintPaths?: Record<string, number>;
  /** What it answered to a caller who only reads, on each layout's own path for that: path → status. */
  readPaths?: Record<string, number>;
}

/** Types whose mere existence tells releases apart. */
export const TELLING_TYPES = {
  subscriptions: 'maassubscriptions.maas.opendatahub.io',
  authPolicies: 'authpolicies.kuadrant.io',
  meshControlPlanes: 'servicemeshcontrolplanes.maistra.io',
  knativeServings: 'knativeservings.operator.knative.dev',
  llmInferenceServices: 'llminferenceservices.serving.kserve.io',
} as const;

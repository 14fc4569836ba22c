/**
 * What can be seen of an installation without judging it, as detection and drift read it. A field that is absent could not
 * be known, which is not the same as empty; `unread` says why.
 */
export interface Observation {
  /** The namespaces that layouts and releases name, and those that the mesh injects its proxy into. */
  namespaces?: SeenNamespace[];
  /** Whether the cluster knows these types, by <plural>.<group>; one that is not there may be known or not. */
  types?: Record<string, boolean>;
  /** Version of OpenShift. */
  openshift?: string;
  /** ClusterServiceVersions, without the copies that OLM makes. */
  operators?: SeenOperator[];
  subscriptions?: SeenSubscription[];
  /** Deployments of the workloads that layouts and releases name, where those should be. */
  deployments?: SeenDeployment[];
  dataScienceClusters?: SeenDataScienceCluster[];
  /** MaaS's own gateway, and KServe's beside it, wherever they are. */
  gateways?: SeenGateway[];
  /** Hosts of Routes in the namespace of the guide's gateway. */
  gatewayRoutes?: string[];
  /** HTTPRoutes that are attached to a gateway of MaaS's name. */
  routes?: SeenRoute[];
  /** Services of maas-api: their ports. */
  apiServices?: { namespace: string; ports: number[] }[];
  /** Policies of the namespaces that layouts name, and all of Kuadrant's. */
  policies?: SeenPolicy[];
  /** Request limits and token limits by tier, as `10 per 60s`. */
  requestLimits?: Record<string, string>;
  tokenLimits?: Record<string, string>;
  /** NetworkPolicies of the namespaces of maas-api. */
  networkPolicies?: { namespace: string; name: string }[];
  /** ConfigMaps that map tiers to groups. */
  tierMaps?: SeenTierMap[];
  models?: SeenModel[];
  /** What Roles in the models' namespaces allow on models, as `post llminferenceservices`. */
  modelAccess?: string[];
  /** ServiceMonitors and PodMonitors beside the limiter. */
  monitors?: { kind: string; namespace: string; name: string }[];
  /** Whether the monitoring of user workloads is switched on. */
  userWorkload?: boolean;
  /** Names of Routes in openshift-monitoring that lead to Grafana. */
  dashboards?: string[];
  /** What the gateway answered to a request without a token on each layout's path for minting tokens: path → status. */
  mintPaths?: Record<string, number>;
  /** What it answered to a caller who only reads, on each layout's own path for that: path → status. */
  readPaths?: Record<string, number>;
  /** Why a field is absent, or was read in part: a missing permission as its `oc auth can-i …` line, or what went wrong. */
  unread?: Partial<Record<ObservedField, string[]>>;
}

export type ObservedField = Exclude<keyof Observation, 'unread'>;

interface SeenNamespace {
  name: string;
  /** Whether the mesh injects its proxy into its pods. */
  injected: boolean;
}

interface SeenOperator {
  /** Name of its CSV up to the version: `rhcl-operator`. */
  name: string;
  version?: string;
  namespace: string;
}

export interface SeenSubscription {
  package: string;
  namespace: string;
  channel?: string;
  source?: string;
}

export interface SeenDeployment {
  name: string;
  namespace: string;
  /** Variables of its containers that have a plain value. */
  environment: Record<string, string>;
}

export interface SeenDataScienceCluster {
  /** API version that it was read in. */
  version: 'v1' | 'v2';
  /** Whether KServe is asked for, Knative for it, and MaaS by the operator; undefined where nothing is said. */
  kserve?: string;
  knative?: string;
  modelsAsService?: string;
  /** How Services of raw deployments are made: Headed or Headless. */
  rawDeployment?: string;
}

export interface SeenGateway {
  namespace: string;
  name: string;
  className: string;
  annotations: Record<string, string>;
  listeners: { name: string; port?: number; protocol?: string; hostname?: string; certificates: string[] }[];
}

interface SeenRoute {
  namespace: string;
  name: string;
  paths: string[];
}

export interface SeenPolicy {
  kind: string;
  namespace: string;
  name: string;
  /** `Gateway maas-default-gateway` */
  target?: string;
  /** AuthPolicy: audiences that tokens may have, where tiers are looked up, and for how many seconds answers are kept. */
  audiences?: string[];
  tierLookup?: string;
  caches?: Record<string, number>;
}

export interface SeenTierMap {
  namespace: string;
  keys: string[];
  /** How tiers are written under the first known key: `list`, `map`, or neither. */
  format?: 'list' | 'map';
  /** Groups of each tier. */
  groups: Record<string, string[]>;
  /** Whether limits stand in it. */
  hasLimits: boolean;
}

export interface SeenModel {
  kind: 'InferenceService' | 'LLMInferenceService';
  namespace: string;
  name: string;
  /** The annotation that names the tiers which may use it. */
  tiers?: string;
  images: string[];
}

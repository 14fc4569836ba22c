import { z } from 'zod';
import { PHASES } from './phases.ts';
import { TokenLifetimes } from './token-lifetimes.ts';

const phaseNames = PHASES.map((phase) => phase.name);

const Limit = z.object({ limit: z.number().int().positive(), windowSeconds: z.number().positive() });

/** An operator that the installation needs, and how to recognise its ClusterServiceVersion. */
const Operator = z.object({
  /** Last part of the id of its check: operators.<id>. */
  id: z.string(),
  title: z.string(),
  /** The phase that brings it: until that phase has begun, nobody misses it. */
  installedIn: z.enum(phaseNames),
  /** One entry for each product that satisfies it (ODH or RHOAI); the first found counts. */
  products: z.array(
    z.object({
      name: z.string(),
      /** Namespaces in which its CSV is the real one, not a copy. */
      namespaces: z.array(z.string()).min(1),
      /** CSV names start with this and a dot. */
      csvPrefix: z.string(),
      package: z.string(),
      channels: z.array(z.string()).min(1),
      /** How its Subscription approves plans. */
      approval: z.enum(['Automatic', 'Manual']),
      /** The namespace that the installation subscribes in. */
      installNamespace: z.string(),
      /** Deployments that its CSV brings. Asked for only where the CSV itself names none. */
      controllers: z.array(z.string()).min(1),
      /** Where package, prefix and controllers are written down. */
      source: z.string().min(1),
    }),
  ),
});

/** A Deployment that must be available. */
const Workload = z.object({ name: z.string(), namespaces: z.array(z.string()).min(1) });

/** A path served by the gateway. `{model}` stands for the served model's resource path (layout.inference.style). */
const Endpoint = z.object({ method: z.enum(['GET', 'POST', 'DELETE']), path: z.string(), success: z.number().int() });

/** Who deploys the release: the Open Data Hub operator, the OpenShift AI operator, or kustomize by hand. */
export const Flavour = z.enum(['odh', 'rhoai', 'kustomize']);
export type Flavour = z.infer<typeof Flavour>;

export const Layout = z.object({
  name: z.string(),
  title: z.string(),
  /** true: a server of models alone, without MaaS before it. Who asks needs no token, and has no tier. */
  plain: z.literal(true).optional(),
  /** Its flavour; absent where the layout has only one, or where any will do. */
  flavour: Flavour.optional(),
  /** What this layout describes, and the source of its facts. */
  source: z.string(),
  minimumOpenShift: z.string(),
  /** What the schedulable nodes must offer together (cores, bytes), and how many workers there must be. */
  minimumResources: z.object({
    cpu: z.number().positive(),
    memory: z.number().positive(),
    ephemeralStorage: z.number().positive(),
    workers: z.number().int().positive(),
  }),
  /** Phases that are not part of it, each with the evidence: why its checks answer not-applicable. */
  absentPhases: z.partialRecord(z.enum(phaseNames), z.string()),
  /** Checks that do not apply although their phase does, each with the evidence. */
  absentChecks: z.record(z.string(), z.string()),
  namespaces: z.object({
    /** maas-api, its ConfigMap and its route. */
    api: z.array(z.string()).min(1),
    gateway: z.string(),
    policyEngine: z.array(z.string()).min(1),
    certManager: z.string(),
    /** Where the serving controller lives (ODH or RHOAI). */
    serving: z.array(z.string()).min(1),
    /** Namespaces that must exist; one of each group is enough. */
    required: z.array(z.array(z.string()).min(1)),
    /** As `required`, but made with the first model: not missed before their phase. */
    requiredByModels: z.array(z.array(z.string()).min(1)),
  }),
  operators: z.array(Operator),
  /** The service mesh: where its control plane runs, the namespaces it must have as members, the CRDs it brings. */
  mesh: z.object({ namespace: z.string(), members: z.array(z.string()), crds: z.array(z.string()) }),
  /** Knative Serving: its namespace, and the components (label `app`) whose pods must be there. */
  knative: z.object({ namespace: z.string(), components: z.array(z.string()) }),
  /** Management states asked of the DataScienceCluster's components; one that is not named may be as it likes. */
  dataScienceComponents: z.record(z.string(), z.enum(['Managed', 'Removed'])),
  workloads: z.object({
    api: Workload,
    authorino: Workload,
    limitador: Workload,
    certManager: Workload,
    gateway: Workload,
    servingController: Workload,
  }),
  gateway: z.object({
    name: z.string(),
    className: z.string().optional(),
    exposure: z.enum(['route', 'load-balancer']),
    /** Regular expression of the promised host. */
    host: z.string(),
    /** Path prefixes that must be routed by an HTTPRoute attached to the gateway. */
    routedPaths: z.array(z.string()).min(1),
    /** Those of them that lead to models: not missed before the first model. */
    modelPaths: z.array(z.string()),
    /** Annotations that its controllers go by. */
    annotations: z.record(z.string(), z.string()),
  }),
  /** The kind that models are declared as. */
  modelKind: z.enum(['InferenceService', 'LLMInferenceService']),
  /** RBAC that lets a caller use a model: a verb on the model's own object, granted to the groups of the caller. */
  modelAccess: z.object({
    verb: z.string(),
    /** The group that stands for a tier, `{tier}` replaced; absent: the groups that the tier mapping names. */
    tierGroup: z.string().optional(),
  }),
  servingCrds: z.array(z.string()).min(1),
  tiers: z.object({
    /** Lowest first. */
    names: z.array(z.string()).min(1),
    configMap: z.string(),
    key: z.string(),
    /** `map`: tiers by name (guide); `list`: a YAML list with levels (v0.0.2). */
    format: z.enum(['map', 'list']),
  }),
  /** Kinds of the policies that must exist and be enforced; an empty list: the layout has none. */
  policies: z.object({
    authentication: z.array(z.enum(['AuthPolicy', 'AuthorizationPolicy'])),
    requests: z.array(z.enum(['RateLimitPolicy'])),
    tokens: z.array(z.enum(['TokenRateLimitPolicy'])),
    /** Labels that a TelemetryPolicy gives the limiter's metrics; an empty list: the layout has no such policy. */
    telemetryLabels: z.array(z.string()),
  }),
  /** What the release promises; the cluster's own policies decide, these serve drift and the absence of policies. */
  limits: z.object({
    requests: z.record(z.string(), Limit),
    tokens: z.record(z.string(), Limit).optional(),
  }),
  api: z.object({
    mint: Endpoint,
    /** Request body of a mint for a token of a given lifetime, as a Go-style duration. */
    mintLifetimeField: z.string().optional(),
    revoke: Endpoint.optional(),
    listTokens: Endpoint.optional(),
    /** API keys, where the release has them; `{id}` in a path stands for the id of one. */
    keys: z
      .object({
        /** Makes one; its name is the body's `name`, its lifetime as for a mint. */
        create: Endpoint,
        list: Endpoint,
        read: Endpoint,
        /** Fields that the answer to a creation must have. */
        fields: z.array(z.string()).min(1),
      })
      .optional(),
    models: Endpoint,
    health: Endpoint.optional(),
  }),
  token: z.object({
    /** Fields that the mint's answer must have. */
    fields: z.array(z.string()).min(1),
    /** How the token names its tier: a claim, or the namespace of its service account (regular expression, group 1). */
    tierClaim: z.string().optional(),
    tierFromSubject: z.string().optional(),
    audience: z.string().optional(),
    /** Lifetimes that a mint accepts and refuses, in its field `mintLifetimeField`. */
    lifetimes: TokenLifetimes,
  }),
  inference: z.object({
    /** `root`: POST /v1/…, the body names the model; `path`: POST /<namespace>/<resource>/v1/… */
    style: z.enum(['root', 'path']),
  }),
  /** How refusals look. */
  refusals: z.object({
    unauthenticated: z.literal(401),
    forbidden: z.literal(403),
    /** Statuses allowed for a path that no route serves. */
    unknownPath: z.array(z.number().int()),
    unknownModel: z.array(z.number().int()),
    /** Statuses allowed for a method that a path of the API does not have. */
    wrongMethod: z.array(z.number().int()),
    limited: z.object({ status: z.literal(429), body: z.string().optional() }),
  }),
  /** Bounds after which a change must be visible at the gateway, in seconds. */
  caches: z.object({ authentication: z.number(), tier: z.number(), authorization: z.number() }),
  metrics: z.object({
    /** Names that the limiter must expose. */
    limiter: z.array(z.string()).min(1),
    /** Counter of admitted requests, and of refused ones. */
    admitted: z.string(),
    refused: z.string(),
    /** How often the admitted counter moves for one admitted request: once for each policy that asks the limiter. */
    countsPerRequest: z.number().int().positive(),
    /** Counter of consumed tokens, and by how much it moves for a request besides its tokens: builds of the limiter differ. */
    tokens: z.object({ counter: z.string(), perRequest: z.array(z.number().int().nonnegative()).min(1) }).optional(),
    /** The gateway's counter of answers, and the label that names their status. */
    gateway: z.object({ answers: z.string(), statusLabel: z.string() }),
    /** Authorino's counter of decisions, the label that names them, and two of its values. */
    authorino: z.object({ decisions: z.string(), label: z.string(), allowed: z.string(), unauthenticated: z.string() }),
    /** Where Grafana is, and what its boards show: each subject by metrics of which one is asked for (`vllm:`: any of those). */
    dashboards: z
      .object({
        route: z.object({ namespace: z.string(), name: z.string() }),
        subjects: z.array(z.object({ subject: z.string(), metrics: z.array(z.string()).min(1) })).min(1),
      })
      .optional(),
    /** Workloads (of `workloads`) whose pods must be scraped. */
    scraped: z.array(z.enum(['api', 'authorino', 'limitador', 'gateway'])).min(1),
  }),
  /** Known defects of the release. */
  expectedFailures: z.array(
    z.object({
      id: z.string(),
      reason: z.string(),
      reference: z.string(),
      expires: z.iso.date().optional(),
      /** What must have been seen for the failure to be this defect (regular expression); whatever was, when absent. */
      seen: z.string().optional(),
    }),
  ),
});
export type Layout = z.infer<typeof Layout>;

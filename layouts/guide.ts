import type { Layout } from './layout.ts';
import { MINIMUM_VERSIONS } from './minimum-versions.ts';
import { OPERATORS } from './operators.ts';
import { TOKEN_LIFETIMES } from './token-lifetimes.ts';
import { WORKLOADS } from './workloads.ts';

/** The solution guide to the letter, with its linked pages (Verification, Post-deployment configuration). */
export const guide: Layout = {
  name: 'guide',
  title: 'the solution guide, to the letter',
  source: 'Solution Guide for Model as a Service, its six phases and its linked pages',
  minimumOpenShift: MINIMUM_VERSIONS.openshift.minimum,
  minimumResources: { cpu: 16, memory: 32e9, ephemeralStorage: 100e9, workers: 3 },
  absentPhases: {},
  absentChecks: {
    'operators.mesh-not-by-hand': 'the guide installs the Service Mesh operator by hand (step 1.2)',
    'operators.kuadrant-gateway-controllers':
      'the guide’s access policies are Istio’s, and its gateway is not of OpenShift’s GatewayClass',
    'maas.gateway-annotations': 'the guide asks for no annotation of its Gateway',
    'maas.policies-kept': 'the guide’s policies are applied by its script, and belong to no operator',
    'maas.telemetry-policy': 'the guide names no TelemetryPolicy',
    'metrics.labels': 'the guide names no TelemetryPolicy, so nothing gives the limiter’s metrics labels',
    'metrics.tokens-counted': 'the guide limits requests, not tokens: nothing tells the limiter of them',
    'maas.token-limit-policies': 'the guide promises request limits only, and names no TokenRateLimitPolicy',
    'maas.kuadrant-ready':
      'the guide names Authorino and Limitador, not the Kuadrant resource; its access policies are Istio’s',
    'maas.authorino-resource': 'the guide names Authorino’s pods, not its resource',
    'maas.authorino-tls': 'the guide does not ask for TLS between gateway, Authorino and maas-api',
    'maas.tier-lookup-wired': 'the guide’s tokens name their tier: nothing looks it up',
    'maas.token-audience': 'the guide does not say which audience a token must have',
    'maas.accounts-one-tier': 'the guide does not keep service accounts for its callers',
    'mesh.gateway-class-accepted': 'the guide uses the Service Mesh operator, not the ingress operator’s GatewayClass',
    'mesh.istiod-of-ingress-ready': 'the guide’s istiod is the ServiceMeshControlPlane’s, checked by mesh.istiod-ready',
    'kserve.models-as-service': 'the guide’s dsc.yaml has no modelsAsService: its script deploys MaaS itself',
    'limits.tier-follows-token':
      'the guide has maas-api restarted after an edit of its tier mapping (post-deployment configuration): no check does that beside others',
    'models.tier-annotation': 'the guide grants model access by Role, not by annotation',
    'auth.api-keys': 'the guide has tokens only, no API keys',
    'auth.api-key-owner': 'the guide has tokens only, no API keys',
    'auth.revocation': 'the guide names no way to revoke a token',
    'auth.mint-after-revocation': 'the guide names no way to revoke a token',
    'auth.wrong-audience': 'the guide does not say which audience a token must have',
  },
  ...WORKLOADS.guide,
  operators: OPERATORS.guide,
  mesh: {
    namespace: 'istio-system',
    // The namespaces whose pods the mesh must reach before the first model: Knative's own.
    members: ['knative-serving'],
    crds: [
      'gateways.networking.istio.io',
      'virtualservices.networking.istio.io',
      'destinationrules.networking.istio.io',
      'servicemeshmemberrolls.maistra.io',
    ],
  },
  knative: {
    namespace: 'knative-serving',
    components: [
      'activator',
      'autoscaler',
      'autoscaler-hpa',
      'controller',
      'net-istio-controller',
      'net-istio-webhook',
      'webhook',
    ],
  },
  dataScienceComponents: {
    kserve: 'Managed',
    dashboard: 'Managed',
    workbenches: 'Managed',
    datasciencepipelines: 'Removed',
    modelmeshserving: 'Removed',
    codeflare: 'Removed',
    ray: 'Removed',
    kueue: 'Removed',
  },
  gateway: {
    name: 'maas-default-gateway',
    exposure: 'route',
    host: '^maas-default-gateway-[a-z0-9-]+\\.apps\\.[a-z0-9.-]+$',
    routedPaths: ['/maas-api', '/v1'],
    modelPaths: ['/v1'],
    annotations: {},
  },
  modelKind: 'InferenceService',
  modelAccess: { verb: 'get' },
  servingCrds: [
    'inferenceservices.serving.kserve.io',
    'servingruntimes.serving.kserve.io',
    'clusterservingruntimes.serving.kserve.io',
  ],
  tiers: {
    names: ['free', 'premium', 'enterprise'],
    configMap: 'tier-to-group-mapping',
    key: 'mapping.yaml',
    format: 'map',
  },
  policies: { authentication: ['AuthorizationPolicy'], requests: ['RateLimitPolicy'], tokens: [], telemetryLabels: [] },
  limits: {
    requests: {
      free: { limit: 10, windowSeconds: 60 },
      premium: { limit: 100, windowSeconds: 60 },
      enterprise: { limit: 1000, windowSeconds: 60 },
    },
  },
  api: {
    mint: { method: 'POST', path: '/maas-api/token', success: 200 },
    // The guide does not say how to ask for a lifetime; its MaaS is the release's, whose field this is.
    mintLifetimeField: 'expiration',
    listTokens: { method: 'GET', path: '/maas-api/tokens', success: 200 },
    models: { method: 'GET', path: '/v1/models', success: 200 },
  },
  token: { fields: ['token', 'tier', 'expiresAt'], tierClaim: 'tier', lifetimes: TOKEN_LIFETIMES },
  inference: { style: 'root' },
  refusals: {
    unauthenticated: 401,
    forbidden: 403,
    unknownPath: [404],
    unknownModel: [404, 400],
    wrongMethod: [405, 404],
    limited: { status: 429 },
  },
  caches: { authentication: 600, tier: 300, authorization: 60 },
  metrics: {
    limiter: ['limitador_up', 'authorized_calls', 'limited_calls'],
    admitted: 'authorized_calls',
    refused: 'limited_calls',
    countsPerRequest: 1,
    gateway: { answers: 'istio_requests_total', statusLabel: 'response_code' },
    authorino: {
      decisions: 'auth_server_response_status',
      label: 'status',
      allowed: 'OK',
      unauthenticated: 'UNAUTHENTICATED',
    },
    // The folder that the guide imports boards from does not exist in the release: what they must show is what it calls them.
    dashboards: {
      route: { namespace: 'openshift-monitoring', name: 'grafana' },
      subjects: [
        { subject: 'usage', metrics: ['authorized_calls', 'authorized_hits'] },
        { subject: 'rate limits', metrics: ['limited_calls'] },
        { subject: 'model performance', metrics: ['vllm:'] },
        { subject: 'gateway traffic', metrics: ['istio_requests_total'] },
      ],
    },
    scraped: ['limitador', 'authorino', 'gateway', 'api'],
  },
  expectedFailures: [],
};

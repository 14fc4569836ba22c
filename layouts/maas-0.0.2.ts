import { guide } from './guide.ts';
import type { Layout } from './layout.ts';
import { MINIMUM_VERSIONS } from './minimum-versions.ts';
import { OPERATORS } from './operators.ts';
import { TOKEN_LIFETIMES } from './token-lifetimes.ts';
import { WORKLOADS } from './workloads.ts';

const NO_KNATIVE =
  'v0.0.2 serves models by raw deployment (rawDeploymentServiceConfig: Headed); Knative is not installed';

/** What release v0.0.2 really deploys (operator-managed, ODH or RHOAI), read in its manifests and scripts. */
export const maas002: Layout = {
  name: 'maas-0.0.2',
  title: 'release v0.0.2 as it really deploys',
  source: 'opendatahub-io/models-as-a-service at v0.0.2: deployment/, scripts/deploy-rhoai-stable.sh, maas-api/',
  minimumOpenShift: MINIMUM_VERSIONS.openshift.minimum,
  minimumResources: guide.minimumResources,
  absentPhases: {},
  absentChecks: {
    'metrics.dashboards-present':
      'the release installs no dashboards: docs/samples/dashboards is a file to import (v0.0.2 scripts/deploy-rhoai-stable.sh prints a hint)',
    'operators.serverless': 'v0.0.2 does not install OpenShift Serverless: models are raw deployments',
    'operators.service-mesh': 'v0.0.2 lets the ingress operator bring Istio; a Service Mesh operator by hand harms it',
    'mesh.dsci-ready': 'v0.0.2 does not set up a service mesh through the DSCInitialization',
    'mesh.control-plane-ready': 'v0.0.2 has no ServiceMeshControlPlane',
    'mesh.istiod-ready': 'v0.0.2’s istiod belongs to the ingress operator, checked by mesh.istiod-of-ingress-ready',
    'mesh.ingress-gateway-ready': 'v0.0.2 has no mesh ingress gateway; its gateway is checked in phase maas',
    'mesh.egress-gateway-ready': 'v0.0.2 has no mesh egress gateway',
    'mesh.member-roll': 'v0.0.2 has no ServiceMeshMemberRoll',
    'mesh.crds': 'v0.0.2 does not use the mesh operator’s kinds',
    'auth.tokens-listed': 'v0.0.2 lists no tokens (GET /v1/tokens answers 404), only API keys: auth.api-keys',
    'knative.serving-ready': NO_KNATIVE,
    'knative.components-ready': NO_KNATIVE,
  },
  ...WORKLOADS['maas-0.0.2'],
  operators: OPERATORS['maas-0.0.2'],
  // The ingress operator brings Istio with the GatewayClass: its istiod runs beside the gateways.
  mesh: { namespace: 'openshift-ingress', members: [], crds: [] },
  knative: { namespace: 'knative-serving', components: [] },
  dataScienceComponents: { kserve: 'Managed', llamastackoperator: 'Removed' },
  gateway: {
    name: 'maas-default-gateway',
    className: 'openshift-default',
    exposure: 'load-balancer',
    host: '^maas\\.[a-z0-9.-]+$',
    routedPaths: ['/v1/models', '/maas-api'],
    // Each model brings a route of its own.
    modelPaths: [],
    annotations: { 'opendatahub.io/managed': 'false', 'security.opendatahub.io/authorino-tls-bootstrap': 'true' },
  },
  modelKind: 'LLMInferenceService',
  modelAccess: { verb: 'post', tierGroup: 'system:serviceaccounts:maas-default-gateway-tier-{tier}' },
  servingCrds: [
    'inferenceservices.serving.kserve.io',
    'servingruntimes.serving.kserve.io',
    'clusterservingruntimes.serving.kserve.io',
    'llminferenceservices.serving.kserve.io',
  ],
  tiers: {
    names: ['free', 'premium', 'enterprise'],
    configMap: 'tier-to-group-mapping',
    key: 'tiers',
    format: 'list',
  },
  policies: {
    authentication: ['AuthPolicy'],
    requests: ['RateLimitPolicy'],
    tokens: ['TokenRateLimitPolicy'],
    telemetryLabels: ['model', 'tier', 'user'],
  },
  limits: {
    requests: {
      free: { limit: 5, windowSeconds: 120 },
      premium: { limit: 20, windowSeconds: 120 },
      enterprise: { limit: 50, windowSeconds: 120 },
    },
    tokens: {
      free: { limit: 100, windowSeconds: 60 },
      premium: { limit: 50_000, windowSeconds: 60 },
      enterprise: { limit: 100_000, windowSeconds: 60 },
    },
  },
  api: {
    mint: { method: 'POST', path: '/maas-api/v1/tokens', success: 201 },
    mintLifetimeField: 'expiration',
    revoke: { method: 'DELETE', path: '/maas-api/v1/tokens', success: 204 },
    keys: {
      create: { method: 'POST', path: '/maas-api/v1/api-keys', success: 201 },
      list: { method: 'GET', path: '/maas-api/v1/api-keys', success: 200 },
      read: { method: 'GET', path: '/maas-api/v1/api-keys/{id}', success: 200 },
      fields: ['token', 'expiration', 'expiresAt', 'jti', 'name'],
    },
    models: { method: 'GET', path: '/maas-api/v1/models', success: 200 },
    health: { method: 'GET', path: '/maas-api/health', success: 200 },
  },
  token: {
    fields: ['token', 'expiration', 'expiresAt', 'issuedAt', 'jti'],
    tierFromSubject: '^system:serviceaccount:maas-default-gateway-tier-([^:]+):',
    audience: 'maas-default-gateway-sa',
    lifetimes: TOKEN_LIFETIMES,
  },
  inference: { style: 'path' },
  refusals: {
    unauthenticated: 401,
    forbidden: 403,
    unknownPath: [404],
    // The access review comes before the route: an unknown model under a known namespace is refused with 403.
    unknownModel: [403, 404],
    // gin answers 404 for a method that it has no handler for (measured).
    wrongMethod: [404],
    limited: { status: 429, body: 'Too Many Requests\n' },
  },
  caches: { authentication: 600, tier: 300, authorization: 60 },
  metrics: {
    limiter: ['limitador_up', 'authorized_calls', 'limited_calls', 'authorized_hits'],
    admitted: 'authorized_calls',
    refused: 'limited_calls',
    // Limitador counts each question: CheckRateLimit for tokens beside the request limit’s (kuadrant_service.rs).
    countsPerRequest: 2,
    // The request limit’s own check adds one hit (limitador server.rs); of other builds than the release’s that is not known.
    tokens: { counter: 'authorized_hits', perRequest: [1, 0] },
    gateway: { answers: 'istio_requests_total', statusLabel: 'response_code' },
    authorino: {
      decisions: 'auth_server_response_status',
      label: 'status',
      allowed: 'OK',
      unauthenticated: 'UNAUTHENTICATED',
    },
    // maas-api of this release exposes no metrics.
    scraped: ['limitador', 'authorino', 'gateway'],
  },
  expectedFailures: [
    {
      id: 'maas.fail-closed',
      reason: 'the release does not tell Kuadrant’s operator to refuse requests while Limitador does not answer',
      reference:
        'v0.0.2 scripts/install-dependencies.sh sets ISTIO_GATEWAY_CONTROLLER_NAMES only (FM-60); v0.1.1 sets the rest',
    },
    {
      id: 'maas.no-plain-http',
      reason: 'the release’s gateway serves every route on port 80, too',
      reference: 'v0.0.2 deployment/base/networking/maas/maas-gateway-api.yaml (FM-10); gone in v0.2.1',
    },
    {
      id: 'auth.plaintext-refused',
      reason: 'the release’s gateway serves the API and the models on port 80, too',
      reference: 'v0.0.2 deployment/base/networking/maas/maas-gateway-api.yaml (FM-10); gone in v0.2.1',
    },
    {
      id: 'auth.malformed-bearer-not-anonymous',
      reason: 'a bearer of blanks is reviewed by Kubernetes as system:anonymous and served by the management API',
      reference: 'measured on v0.0.2 behind Authorino with anonymous-auth on, the Kubernetes default',
    },
    {
      id: 'auth.chained-mint',
      reason: 'the management policy accepts the audience of MaaS tokens, so a token mints a fresh identity and quota',
      reference: 'v0.0.2 maas-api/deploy/policies/auth-policy.yaml (FM-31)',
    },
    {
      id: 'auth.api-key-owner',
      reason: 'whoever knows the id of a key may read its metadata: its owner is not compared',
      reference: 'v0.0.2 maas-api/internal/api_keys/handler.go (FM-30); later releases answer 404',
      seen: 'answered 200 with its metadata',
    },
    {
      id: 'limits.tier-lookup-fails-safe',
      reason: 'a caller whose tier maas-api cannot tell has none, and no limit is for callers without a tier',
      reference:
        'measured on v0.0.2 behind Envoy’s own rate limit filter: 9 of 9 requests admitted, limit 5 (FM-59); that Kuadrant’s shim skips such limits, too, is read from KO#2199',
    },
    {
      id: 'limits.catalogue-free',
      reason: 'listing the models probes each model with the caller’s own quota',
      reference: 'v0.0.2 maas-api/internal/models/kserve_llmisvc.go (FM-41)',
    },
  ],
};

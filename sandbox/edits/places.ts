import type { ObjectRef } from '../object.ts';
import type { InstallationName, World } from '../world.ts';

type Workload = { namespace: string; name: string };

/** Where each installation has the things that faults break. */
interface Places {
  api: Workload;
  authorino: Workload;
  limitador: Workload;
  gatewayWorkload: Workload;
  gateway: ObjectRef & { namespace: string };
  /** The Secret of its HTTPS listener. */
  certificate: ObjectRef;
  apiRoute: ObjectRef & { namespace: string };
  /** A route that leads to a model. */
  modelRoute: ObjectRef & { namespace: string };
  rateLimits: ObjectRef & { namespace: string };
  tierMapping: ObjectRef & { namespace: string };
  /** Key of the tier mapping. */
  tierKey: string;
  /** The model that every tier may use. */
  model: ObjectRef & { namespace: string };
  /** Its Deployment, and the container that serves it. */
  modelWorkload: Workload;
  modelContainer: string;
  /** The Service that its route leads to. */
  modelService: Workload;
}

const gatewayApi = (kind: string, namespace: string, name: string): ObjectRef & { namespace: string } => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind,
  namespace,
  name,
});
const GATEWAY = 'maas-default-gateway';
const MODEL = 'facebook-opt-125m-simulated';

const PLACES: Record<InstallationName, Places> = {
  guide: {
    api: { namespace: 'maas', name: 'maas-api' },
    authorino: { namespace: 'authorino', name: 'authorino' },
    limitador: { namespace: 'limitador-system', name: 'limitador' },
    gatewayWorkload: { namespace: 'maas', name: GATEWAY },
    gateway: gatewayApi('Gateway', 'maas', GATEWAY),
    certificate: { kind: 'Secret', namespace: 'maas', name: 'maas-default-gateway-tls' },
    apiRoute: gatewayApi('HTTPRoute', 'maas', 'maas-api-route'),
    modelRoute: gatewayApi('HTTPRoute', 'maas', 'maas-models-route'),
    rateLimits: { kind: 'RateLimitPolicy', namespace: 'maas', name: 'maas-rate-limits' },
    tierMapping: { kind: 'ConfigMap', namespace: 'maas', name: 'tier-to-group-mapping' },
    tierKey: 'mapping.yaml',
    model: { kind: 'InferenceService', namespace: 'llm', name: MODEL },
    modelWorkload: { namespace: 'llm', name: `${MODEL}-predictor-00001-deployment` },
    modelContainer: 'kserve-container',
    modelService: { namespace: 'llm', name: `${MODEL}-predictor-00001` },
  },
  'maas-0.0.2': {
    api: { namespace: 'opendatahub', name: 'maas-api' },
    authorino: { namespace: 'kuadrant-system', name: 'authorino' },
    limitador: { namespace: 'kuadrant-system', name: 'limitador-limitador' },
    gatewayWorkload: { namespace: 'openshift-ingress', name: `${GATEWAY}-openshift-default` },
    gateway: gatewayApi('Gateway', 'openshift-ingress', GATEWAY),
    certificate: { kind: 'Secret', namespace: 'openshift-ingress', name: 'data-science-gateway-service-tls' },
    apiRoute: gatewayApi('HTTPRoute', 'opendatahub', 'maas-api-route'),
    modelRoute: gatewayApi('HTTPRoute', 'llm', `${MODEL}-kserve-route`),
    rateLimits: { kind: 'RateLimitPolicy', namespace: 'openshift-ingress', name: 'gateway-rate-limits' },
    tierMapping: { kind: 'ConfigMap', namespace: 'opendatahub', name: 'tier-to-group-mapping' },
    tierKey: 'tiers',
    model: { kind: 'LLMInferenceService', namespace: 'llm', name: MODEL },
    modelWorkload: { namespace: 'llm', name: `${MODEL}-kserve` },
    modelContainer: 'main',
    modelService: { namespace: 'llm', name: `${MODEL}-kserve-workload-svc` },
  },
};

/** The places of the installation that a world is. */
export const places = ({ installation }: World): Places => PLACES[installation];

/** The DNS record of the listener's host in maas-0.0.2. The guide's host is a Route's, below the router's wildcard. */
export const HOST_RECORD = {
  kind: 'DNSRecord',
  namespace: 'openshift-ingress',
  name: 'maas-default-gateway-6c8f5b9d4-wildcard',
} as const satisfies ObjectRef;

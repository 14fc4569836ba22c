import { guide } from '../guide.ts';
import type { Observation, SeenGateway } from '../observation.ts';
import { anyOf, listed, NOT_NAMED, type Subject, told } from './subject.ts';

const own = ({ gateways }: Observation): SeenGateway[] | undefined =>
  gateways?.filter(({ name }) => name === guide.gateway.name);

const ofListeners = (
  observation: Observation,
  read: (listener: SeenGateway['listeners'][number]) => readonly string[],
): string | undefined => listed(own(observation)?.flatMap(({ listeners }) => listeners.flatMap(read)));

/** What the operator and Kuadrant look at (FM-13). */
const ANNOTATIONS = ['opendatahub.io/managed', 'security.opendatahub.io/authorino-tls-bootstrap'];

const hosts = (observation: Observation): string[] | undefined => {
  const { gatewayRoutes } = observation;
  const gateways = own(observation);
  if (gatewayRoutes === undefined && gateways === undefined) return undefined;
  const ofGateways = (gateways ?? []).flatMap(({ listeners }) => listeners.flatMap(({ hostname }) => hostname ?? []));
  return [...(gatewayRoutes ?? []), ...ofGateways];
};

function exposure(observation: Observation): string | undefined {
  const gateways = own(observation);
  if (observation.gatewayRoutes === undefined || gateways === undefined) return undefined;
  if (observation.gatewayRoutes.length > 0) return 'a Route';
  const named = gateways.some(({ listeners }) => listeners.some(({ hostname }) => hostname !== undefined));
  return named ? 'a listener’s host name' : 'neither';
}

/** Paths of the routes beside maas-api. */
function apiPaths({ routes, deployments }: Observation): string | undefined {
  if (routes === undefined || deployments === undefined) return undefined;
  const places = deployments.filter(({ name }) => name === 'maas-api').map(({ namespace }) => namespace);
  return listed(routes.filter(({ namespace }) => places.includes(namespace)).flatMap(({ paths }) => paths));
}

const BY_PATH = '/<namespace>/<model>/v1';

/** How the paths of the models’ own routes begin: with the model, or all alike. */
function inferencePaths({ routes, models }: Observation): string | undefined {
  if (routes === undefined || models === undefined) return undefined;
  if (models.length === 0) return 'no models';
  const byModel = models.some(({ namespace, name }) =>
    routes.some(({ paths }) => paths.some((path) => path.startsWith(`/${namespace}/${name}`))),
  );
  if (byModel) return BY_PATH;
  return routes.some(({ paths }) => paths.includes('/v1') || paths.includes('/')) ? '/v1' : 'not routed';
}

/** The gateway, its host, its routes (§1.3). */
export const GATEWAY: readonly Subject[] = [
  {
    subject: 'namespace of the gateway',
    from: ['gateways'],
    says: ({ namespaces }) => namespaces.gateway,
    seen: (observation) =>
      listed(
        own(observation)?.map(({ namespace }) => namespace),
        'no gateway',
      ),
    consequence: 'oc get gateway,httproute -n maas finds nothing, and a certificate that is put there is not used',
  },
  {
    subject: 'class of the gateway',
    from: ['gateways'],
    says: ({ gateway }) => gateway.className ?? NOT_NAMED,
    seen: (observation) =>
      listed(
        own(observation)?.map(({ className }) => className),
        'no gateway',
      ),
    consequence: 'there is no Envoy Gateway to look at: the ingress operator’s Istio runs the proxies',
  },
  {
    subject: 'annotations of the gateway',
    from: ['gateways'],
    says: told({
      guide: NOT_NAMED,
      release: ANNOTATIONS.map((name, at) => `${name}=${at === 0 ? 'false' : 'true'}`).join(', '),
    }),
    seen: (observation) =>
      listed(
        own(observation)?.flatMap(({ annotations }) =>
          ANNOTATIONS.flatMap((name) => (annotations[name] === undefined ? [] : [`${name}=${annotations[name]}`])),
        ),
      ),
    consequence:
      'a gateway that is made by hand after the guide lacks them, and the operator overwrites its policies (FM-13)',
  },
  {
    subject: 'how the gateway is exposed',
    from: ['gatewayRoutes', 'gateways'],
    says: ({ gateway }) => (gateway.exposure === 'route' ? 'a Route' : 'a listener’s host name'),
    seen: exposure,
    consequence: 'oc get route -n maas finds no host to call',
  },
  {
    subject: 'host of the gateway',
    from: ['gatewayRoutes', 'gateways'],
    says: told({ guide: 'maas-default-gateway-<hash>.apps.<domain>', release: 'maas.apps.<domain>' }),
    seen: (observation) => listed(hosts(observation), 'no host'),
    keeps: (_, seen, { gateway }) => seen.split(', ').every((host) => new RegExp(gateway.host).test(host)),
    consequence: 'the URLs of the guide do not resolve: take the host of the gateway’s listener',
  },
  {
    subject: 'listeners of the gateway',
    from: ['gateways'],
    says: told({ guide: 'HTTPS', release: 'HTTP, HTTPS' }),
    seen: (observation) => ofListeners(observation, ({ protocol }) => (protocol === undefined ? [] : [protocol])),
    consequence: 'a URL with http:// works too, and sends tokens in clear (FM-10)',
  },
  {
    subject: 'certificate of the gateway',
    from: ['gateways'],
    says: told({
      guide: NOT_NAMED,
      release: NOT_NAMED,
      odh: 'data-science-gateway-service-tls or default-gateway-cert',
      rhoai: 'data-science-gateway-service-tls or default-gateway-cert',
      kustomize: 'default-gateway-cert or data-science-gatewayconfig-tls or data-science-gateway-service-tls',
    }),
    seen: (observation) => ofListeners(observation, ({ certificates }) => certificates),
    consequence: 'the script names the certificate, not the guide: replace the Secret that the listener has (FM-08)',
  },
  {
    subject: 'gateway that MaaS’s policies do not cover',
    from: ['gateways'],
    says: told({ guide: 'none', release: 'none or openshift-ai-inference', kustomize: 'openshift-ai-inference' }),
    seen: ({ gateways }) => listed(gateways?.map(({ name }) => name).filter((name) => name !== guide.gateway.name)),
    consequence: 'models that are attached to it answer without token and limit (FM-50)',
  },
  {
    subject: 'namespace of the API’s route',
    from: ['routes'],
    says: ({ namespaces }) => anyOf(namespaces.api),
    seen: ({ routes }) =>
      listed(
        routes?.filter(({ name }) => name === 'maas-api-route').map(({ namespace }) => namespace),
        'no route',
      ),
    consequence: 'oc get httproute -n maas finds nothing',
  },
  {
    subject: 'paths of the API’s routes',
    from: ['routes', 'deployments'],
    says: ({ gateway }) => [...gateway.routedPaths].sort().join(', '),
    seen: apiPaths,
    keeps: (said, seen) => said.split(', ').every((path) => seen.split(', ').includes(path)),
    consequence: 'POST /v1/chat/completions answers 404: only /v1/models is routed there',
  },
  {
    subject: 'path of inference',
    from: ['routes', 'models'],
    says: ({ inference }) => (inference.style === 'root' ? '/v1' : BY_PATH),
    seen: inferencePaths,
    keeps: (said, seen) => said === seen || seen === 'no models',
    consequence: 'the path has the model’s namespace and resource name in it, and the guide’s answers 404 (FM-42)',
  },
  {
    subject: 'port of maas-api',
    from: ['apiServices'],
    says: told({ guide: NOT_NAMED, release: '8443 or 8080' }),
    seen: ({ apiServices }) =>
      listed(
        apiServices?.flatMap(({ ports }) => ports.map(String)),
        'no Service',
      ),
    keeps: (said, seen) => seen.split(', ').some((port) => said.split(' or ').includes(port)),
    consequence: 'a call to maas-api from inside of the cluster has to find out the port and whether it is TLS',
  },
];

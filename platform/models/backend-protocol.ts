import type { ObjectOf } from '../cluster/kinds/base.ts';
import type { Service } from '../cluster/kinds/core.ts';
import type { BackendTLSPolicyObject, HTTPRouteObject } from '../cluster/kinds/gateway-api.ts';
import type { DestinationRuleObject } from '../cluster/kinds/istio-networking.ts';
import type { ModelWithPods } from './pods.ts';

type ServiceObject = ObjectOf<typeof Service>;
type ServicePort = NonNullable<NonNullable<ServiceObject['spec']>['ports']>[number];

/** Arguments by which vLLM and the simulator are told to serve TLS. */
const SERVES_TLS = /--ssl-(certfile|keyfile)\b/;

/** Whether a model's server speaks TLS, by the command lines of its pods, or of its spec while it has none. */
export function speaksTls({ model, pods }: ModelWithPods): boolean {
  const containers = pods.flatMap(({ spec }) => spec?.containers ?? []);
  const lines = containers.flatMap(({ command = [], args = [] }) => [...command, ...args]);
  return SERVES_TLS.test(lines.length > 0 ? lines.join(' ') : JSON.stringify(model.object.spec ?? {}));
}

/** What a Service's port says that it speaks: by appProtocol, or else by the prefix of its name, as Istio reads it. */
function declared({ appProtocol, name = '' }: ServicePort): 'tls' | 'plain' | undefined {
  const said = appProtocol ?? name.split('-')[0] ?? '';
  if (/^(https|tls|kubernetes\.io\/wss)$/i.test(said)) return 'tls';
  return /^(http|http2|grpc|h2c|kubernetes\.io\/(h2c|ws))$/i.test(said) ? 'plain' : undefined;
}

const hostsOf = ({ metadata }: ServiceObject): string[] => {
  const { name, namespace } = metadata;
  return [`${name}.${namespace}.svc.cluster.local`, `${name}.${namespace}.svc`, `${name}.${namespace}`];
};

/** How a DestinationRule makes the gateway talk to a port; undefined where none says. */
function ruled(
  service: ServiceObject,
  port: number | undefined,
  rules: readonly DestinationRuleObject[],
): string | undefined {
  const own = rules.filter(({ metadata, spec }) => {
    const host = spec?.host ?? '';
    return (
      hostsOf(service).includes(host) ||
      (host === service.metadata.name && metadata.namespace === service.metadata.namespace)
    );
  });
  const modes = own.map(({ spec }) => {
    const { tls, portLevelSettings = [] } = spec?.trafficPolicy ?? {};
    return portLevelSettings.find((one) => one.port?.number === port)?.tls?.mode ?? tls?.mode;
  });
  return modes.find((mode) => mode !== undefined);
}

/** Objects by which a gateway is told how to talk to Services. */
export interface Instructions {
  rules: readonly DestinationRuleObject[];
  policies: readonly BackendTLSPolicyObject[];
}

const namedBy = ({ metadata }: ServiceObject, policies: readonly BackendTLSPolicyObject[]): boolean =>
  policies.some(
    (policy) =>
      policy.metadata.namespace === metadata.namespace &&
      (policy.spec?.targetRefs ?? []).some(({ kind, name }) => kind === 'Service' && name === metadata.name),
  );

/** A Service behind a route, at one of its ports. */
export interface Backend {
  service: ServiceObject;
  port: number | undefined;
}

/** The Services of a model that its routes send requests to. Other kinds of back ends (an InferencePool) are not told of. */
export function backendsOf(routes: readonly HTTPRouteObject[], services: readonly ServiceObject[]): Backend[] {
  const refs = routes.flatMap((route) =>
    (route.spec.rules ?? [])
      .flatMap((rule) => rule.backendRefs ?? [])
      .filter(({ kind }) => (kind ?? 'Service') === 'Service')
      .map(({ name, namespace, port }) => ({ name, namespace: namespace ?? route.metadata.namespace, port })),
  );
  const found = refs.flatMap(({ name, namespace, port }) => {
    const service = services.find(({ metadata }) => metadata.name === name && metadata.namespace === namespace);
    return service === undefined ? [] : [{ service, port }];
  });
  return [...new Map(found.map((one) => [`${one.service.metadata.name}:${one.port}`, one])).values()];
}

/**
 * Why requests through the gateway end as 503 "upstream connect error": the server speaks TLS and nothing makes the
 * gateway do so, or the other way round (FM-45). undefined where both ends agree.
 */
export function protocolProblem(
  { service, port }: Backend,
  tls: boolean,
  { rules, policies }: Instructions,
): string | undefined {
  const { name, namespace } = service.metadata;
  const subject = `Service ${namespace}/${name}${port === undefined ? '' : `:${port}`}`;
  const entry = (service.spec?.ports ?? []).find((one) => one.port === port) ?? service.spec?.ports?.[0];
  const said = entry === undefined ? undefined : declared(entry);
  const mode = ruled(service, port, rules);
  // The mesh's own certificates: the sidecars at both ends see to it.
  if (mode === 'ISTIO_MUTUAL') return undefined;
  const byRule = mode === 'SIMPLE' || mode === 'MUTUAL';
  const originates = byRule || (mode === undefined && namedBy(service, policies));
  if (tls && !originates) {
    const why =
      mode === undefined
        ? 'neither a DestinationRule nor a BackendTLSPolicy makes'
        : `a DestinationRule with mode ${mode} keeps`;
    return `${subject}: the server speaks TLS, and ${why} the gateway ${mode === undefined ? 'speak it' : 'from speaking it'}`;
  }
  if (!tls && originates)
    return `${subject}: a ${byRule ? 'DestinationRule' : 'BackendTLSPolicy'} makes the gateway speak TLS, and the server does not`;
  if (!tls && said === 'tls')
    return `${subject}: its port is declared ${entry?.appProtocol ?? entry?.name}, and the server speaks plain HTTP`;
  return undefined;
}

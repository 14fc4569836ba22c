import type { Layout } from '../../layouts/layout.ts';
import { troublesReported, unmetConditions } from './conditions.ts';
import { Gateway, type GatewayObject, type Listener } from './kinds/gateway-api.ts';
import type { ClusterReader } from './reader.ts';
import { listenersOf } from './status-parts.ts';

/** The layout's Gateway; its absence is a Violation. */
export function maasGateway(cluster: Pick<ClusterReader, 'get'>, layout: Layout): Promise<GatewayObject> {
  return cluster.get(Gateway, layout.gateway.name, layout.namespaces.gateway);
}

/** What keeps a Gateway as a whole from serving: conditions that do not hold, and a missing address. */
export function gatewayProblems(gateway: GatewayObject): string[] {
  const addresses = gateway.status?.addresses ?? [];
  return [
    ...unmetConditions(gateway, ['Accepted', 'Programmed']),
    ...(addresses.length === 0 ? ['no address is assigned'] : []),
  ];
}

/** What is wrong with the listeners: each one of the spec must be reported, and its conditions hold. */
export function listenerProblems(gateway: GatewayObject): string[] {
  const reported = new Map(listenersOf(gateway).map((listener) => [listener.name, listener]));
  if (gateway.spec.listeners.length === 0) return ['it has no listener'];
  return gateway.spec.listeners.flatMap(({ name }) => {
    const listener = reported.get(name);
    if (listener === undefined) return [`listener ${name} has no status`];
    return [
      ...unmetConditions(listener, ['Accepted', 'Programmed', 'ResolvedRefs']),
      ...troublesReported(listener, ['Conflicted']),
    ].map((problem) => `listener ${name}: ${problem}`);
  });
}

/** Listeners that terminate HTTPS. */
export const httpsListeners = (gateway: GatewayObject): Listener[] =>
  gateway.spec.listeners.filter((listener) => listener.protocol === 'HTTPS');

/** The HTTPS listener that a host is served by: the one of that name, else the first. */
export function listenerFor(gateway: GatewayObject, host: string): Listener | undefined {
  const https = httpsListeners(gateway);
  return https.find(({ hostname }) => hostname === host) ?? https[0];
}

/** The Secrets that a listener takes its certificates from. */
export function certificateSecrets(gateway: GatewayObject, listener: Listener): { name: string; namespace: string }[] {
  return (listener.tls?.certificateRefs ?? [])
    .filter((ref) => (ref.kind ?? 'Secret') === 'Secret')
    .map((ref) => ({ name: ref.name, namespace: ref.namespace ?? gateway.metadata.namespace ?? '' }));
}

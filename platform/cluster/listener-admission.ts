import { httpsListeners } from './gateway-status.ts';
import type { ObjectOf } from './kinds/base.ts';
import type { Namespace } from './kinds/core.ts';
import type { GatewayObject, HTTPRouteObject, Listener } from './kinds/gateway-api.ts';
import { matchesLabels, selectorText } from './label-selector.ts';
import { pathOf } from './policy-targets.ts';

type NamespaceObject = ObjectOf<typeof Namespace>;

/** Whether a listener lets routes of a namespace attach; the Gateway's own namespace where it says nothing. */
function admits(listener: Listener, gateway: GatewayObject, namespace: NamespaceObject | undefined): boolean {
  const { from = 'Same', selector } = listener.allowedRoutes?.namespaces ?? {};
  if (from === 'All') return true;
  if (from === 'Selector') {
    return selector !== undefined && namespace !== undefined && matchesLabels(selector, namespace.metadata.labels);
  }
  return from === 'Same' && namespace?.metadata.name === gateway.metadata.namespace;
}

const rule = ({ name, allowedRoutes }: Listener): string => {
  const { from = 'Same', selector } = allowedRoutes?.namespaces ?? {};
  return `${name} takes those of ${from === 'Selector' && selector !== undefined ? `namespaces with ${selectorText(selector)}` : from}`;
};

/** The HTTPS listeners that a route asks for: one by name or port, or all. */
function asked(route: HTTPRouteObject, gateway: GatewayObject): Listener[] {
  const refs = (route.spec.parentRefs ?? []).filter(
    ({ name, namespace }) =>
      name === gateway.metadata.name && (namespace ?? route.metadata.namespace) === gateway.metadata.namespace,
  );
  return httpsListeners(gateway).filter((listener) =>
    refs.some(
      ({ sectionName = listener.name, port = listener.port }) =>
        sectionName === listener.name && port === listener.port,
    ),
  );
}

/**
 * Why routes do not get onto the gateway's HTTPS listeners (FM-24): a listener that takes none of their namespace, or
 * that reports no route at all. Accepted by a plain HTTP listener alone, a route looks well and is not reached with TLS.
 */
export function admissionProblems(
  gateway: GatewayObject,
  routes: readonly HTTPRouteObject[],
  namespaces: readonly NamespaceObject[],
): string[] {
  const kept = routes.flatMap((route) => {
    const listeners = asked(route, gateway);
    const namespace = namespaces.find(({ metadata }) => metadata.name === route.metadata.namespace);
    // A route that asks for plain HTTP alone, as one that redirects to HTTPS does, is as it was meant.
    if (listeners.length === 0 || listeners.some((listener) => admits(listener, gateway, namespace))) return [];
    const why = listeners.map(rule).join(', ');
    return [`HTTPRoute ${pathOf(route)} cannot attach to an HTTPS listener: ${why} (FM-24)`];
  });
  const https = new Set(httpsListeners(gateway).map(({ name }) => name));
  const empty = (gateway.status?.listeners ?? []).filter(
    ({ name, attachedRoutes }) => https.has(name) && attachedRoutes === 0,
  );
  return [...kept, ...empty.map(({ name }) => `listener ${name} reports attachedRoutes 0 (FM-24)`)];
}

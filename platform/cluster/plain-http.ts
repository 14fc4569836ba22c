import type { GatewayObject, HTTPRouteObject } from './kinds/gateway-api.ts';
import { pathOf } from './policy-targets.ts';
import { redirects } from './route-backends.ts';

/** Whether a route asks for a listener of the gateway: for all of them, or for this one by name or port. */
const asks = (route: HTTPRouteObject, gateway: GatewayObject, listener: { name: string; port?: number }): boolean =>
  (route.spec.parentRefs ?? []).some(
    ({ name, namespace, sectionName = listener.name, port = listener.port }) =>
      name === gateway.metadata.name &&
      (namespace ?? route.metadata.namespace) === gateway.metadata.namespace &&
      sectionName === listener.name &&
      port === listener.port,
  );

/**
 * Routes that are served without TLS (FM-10), by listener. A route that does nothing but redirect is what a plain HTTP
 * listener is good for.
 */
export function plainRoutes(gateway: GatewayObject, routes: readonly HTTPRouteObject[]): string[] {
  return gateway.spec.listeners
    .filter(({ protocol }) => protocol === 'HTTP')
    .flatMap((listener) => {
      const served = routes.filter(
        (route) => asks(route, gateway, listener) && !(route.spec.rules ?? []).every(redirects),
      );
      return served.length === 0
        ? []
        : [
            `listener ${listener.name} (port ${listener.port}) serves ${served.map(pathOf).join(', ')} without TLS (FM-10)`,
          ];
    });
}

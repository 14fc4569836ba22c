import { unmetConditions } from './conditions.ts';
import type { GatewayObject, HTTPRouteObject } from './kinds/gateway-api.ts';
import { parentsOf } from './status-parts.ts';

type Place = { name: string; namespace: string };
const pathOf = ({ name, namespace }: Place): string => `${namespace}/${name}`;
const placeOf = (object: { metadata: { name: string; namespace?: string } }): Place => ({
  name: object.metadata.name,
  namespace: object.metadata.namespace ?? '',
});

/** The places on a Gateway that a route asks for: the whole of it, or one of its listeners. */
function placesAsked(route: HTTPRouteObject, gateway: GatewayObject): { sectionName?: string }[] {
  const wanted = pathOf(placeOf(gateway));
  return (route.spec.parentRefs ?? []).filter(
    (ref) =>
      (ref.kind ?? 'Gateway') === 'Gateway' && wanted === `${ref.namespace ?? route.metadata.namespace}/${ref.name}`,
  );
}

/** HTTPRoutes that ask to be attached to the Gateway, whether or not it took them. */
export const routesTo = (gateway: GatewayObject, routes: readonly HTTPRouteObject[]): HTTPRouteObject[] =>
  routes.filter((route) => placesAsked(route, gateway).length > 0);

/** What the Gateway's controller says against a route: for each place asked for, conditions that do not hold. */
export function attachmentProblems(route: HTTPRouteObject, gateway: GatewayObject): string[] {
  const name = pathOf(placeOf(route));
  const parents = parentsOf(route).filter((parent) => parent.name === pathOf(placeOf(gateway)));
  return placesAsked(route, gateway).flatMap(({ sectionName }) => {
    const listener = sectionName === undefined ? '' : `/${sectionName}`;
    const own = parents.filter((parent) => parent.sectionName === sectionName);
    if (own.length === 0) {
      return [`HTTPRoute ${name}: no controller has reported on its parent ${gateway.metadata.name}${listener}`];
    }
    return own.flatMap((parent) =>
      unmetConditions(parent, ['Accepted', 'ResolvedRefs']).map(
        (problem) => `HTTPRoute ${name} at ${parent.name}${listener}: ${problem}`,
      ),
    );
  });
}

/** Whether one of the routes serves a path, as its PathPrefix and Exact matches say. */
export function servesPath(routes: readonly HTTPRouteObject[], path: string): boolean {
  const matches = routes.flatMap((route) => route.spec.rules ?? []).flatMap((rule) => rule.matches ?? [{}]);
  return matches.some((match) => {
    const { type = 'PathPrefix', value = '/' } = match.path ?? {};
    if (type === 'Exact') return value === path;
    return type === 'PathPrefix' && (path === value || path.startsWith(value.endsWith('/') ? value : `${value}/`));
  });
}

/** Routes that lead to models: those with a back end that is not the management API's Service. */
export function inferenceRoutes(routes: readonly HTTPRouteObject[], apiService: string): HTTPRouteObject[] {
  return routes.filter((route) => {
    const refs = (route.spec.rules ?? []).flatMap((rule) => rule.backendRefs ?? []);
    return refs.some((ref) => (ref.kind ?? 'Service') !== 'Service' || ref.name !== apiService);
  });
}

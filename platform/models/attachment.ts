import { z } from 'zod';
import type { Layout } from '../../layouts/layout.ts';
import { routesTo } from '../cluster/gateway-routes.ts';
import type { AnyObject } from '../cluster/kinds/base.ts';
import type { GatewayObject, HTTPRouteObject } from '../cluster/kinds/gateway-api.ts';
import type { DeclaredModel } from './declared.ts';

const NamedRoutes = z.looseObject({
  router: z.looseObject({
    route: z.looseObject({ http: z.looseObject({ refs: z.array(z.looseObject({ name: z.string() })) }) }),
  }),
});
const NamedGateways = z.looseObject({
  router: z.looseObject({
    gateway: z.looseObject({ refs: z.array(z.looseObject({ name: z.string(), namespace: z.string().optional() })) }),
  }),
});
const TIERS_ANNOTATION = 'alpha.maas.opendatahub.io/tiers';
const MODEL_LABEL = 'app.kubernetes.io/name';

/** What follows the model's name in the names of its Services. */
const SERVICE_SUFFIX = /^(|-(predictor|kserve)(-.*)?)$/;

/** A back end that is one of a model's Services: KServe names them all after the model. */
const leadsTo = (model: DeclaredModel, route: HTTPRouteObject): boolean =>
  (route.spec.rules ?? [])
    .flatMap((rule) => rule.backendRefs ?? [])
    .some(
      ({ name, namespace }) =>
        (namespace ?? route.metadata.namespace) === model.namespace &&
        name.startsWith(model.name) &&
        SERVICE_SUFFIX.test(name.slice(model.name.length)),
    );

function isRouteOf(model: DeclaredModel, route: HTTPRouteObject): boolean {
  if (leadsTo(model, route)) return true;
  if (route.metadata.namespace !== model.namespace) return false;
  const named = NamedRoutes.safeParse(model.object.spec).data?.router.route.http.refs ?? [];
  const owned = (route.metadata.ownerReferences ?? []).some(
    ({ kind, name }) => kind === model.kind && name === model.name,
  );
  const labelled = route.metadata.labels?.[MODEL_LABEL] === model.name;
  return owned || labelled || named.some(({ name }) => name === route.metadata.name);
}

/** The HTTPRoutes that lead to a model: those that KServe made for it, that it names, or that have its Service as back end. */
export const routesOfModel = (model: DeclaredModel, routes: readonly HTTPRouteObject[]): HTTPRouteObject[] =>
  routes.filter((route) => isRouteOf(model, route));

/** Of those, the ones that are attached to the MaaS gateway. */
export const attachedRoutes = (
  model: DeclaredModel,
  routes: readonly HTTPRouteObject[],
  gateway: GatewayObject,
): HTTPRouteObject[] => routesTo(gateway, routesOfModel(model, routes));

/** Models that name tiers of MaaS, and a gateway that is not its: nobody finds them in the catalogue (FM-41). */
export function elsewhere(models: readonly AnyObject[], layout: Layout): string[] {
  return models.flatMap(({ metadata, spec }) => {
    if (metadata.annotations?.[TIERS_ANNOTATION] === undefined) return [];
    const refs = NamedGateways.safeParse(spec).data?.router.gateway.refs ?? [];
    const places = refs.map(({ name, namespace }) => `${namespace ?? metadata.namespace}/${name}`);
    const own = `${layout.namespaces.gateway}/${layout.gateway.name}`;
    if (places.includes(own)) return [];
    return [
      `${metadata.namespace}/${metadata.name} names tiers, but ${places.length === 0 ? 'no gateway' : places.join(', ')} instead of ${own}`,
    ];
  });
}

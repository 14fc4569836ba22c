import type { WantedService } from './endpoints.ts';
import type { ObjectOf } from './kinds/base.ts';
import { Pod, Service } from './kinds/core.ts';
import type { GatewayObject, HTTPRouteObject } from './kinds/gateway-api.ts';
import type { VirtualServiceObject } from './kinds/istio-networking.ts';
import type { Route } from './kinds/route.ts';
import { matchesLabels } from './label-selector.ts';
import { pathOf } from './policy-targets.ts';
import type { ClusterReader } from './reader.ts';
import { backendServices } from './route-backends.ts';

type ServiceObject = ObjectOf<typeof Service>;
type Place = Pick<WantedService, 'name' | 'namespace'>;

/** The Services that only the gateway may lead to: those behind its routes, and others of the same pods. */
export interface Guarded {
  services: ServiceObject[];
  /** Whether a Service of this name and namespace is one of them. */
  includes(place: Place): boolean;
}

/** Reads the Services behind the gateway's routes. Only their own namespaces are read. */
export async function guardedServices(
  cluster: Pick<ClusterReader, 'list'>,
  routes: readonly HTTPRouteObject[],
): Promise<Guarded> {
  const behind = routes.flatMap(backendServices);
  const namespaces = [...new Set(behind.map(({ namespace }) => namespace))];
  const found = await Promise.all(
    namespaces.map(async (namespace) => {
      const services = await cluster.list(Service, { namespace });
      const pods = await cluster.list(Pod, { namespace });
      const names = new Set(behind.filter((place) => place.namespace === namespace).map(({ name }) => name));
      const podsOf = ({ spec }: ServiceObject): string[] => {
        const matchLabels = spec?.selector ?? {};
        if (Object.keys(matchLabels).length === 0) return [];
        return pods.filter(({ metadata }) => matchesLabels({ matchLabels }, metadata.labels)).map(pathOf);
      };
      const reached = new Set(services.filter(({ metadata }) => names.has(metadata.name)).flatMap(podsOf));
      return services.filter(
        (service) => names.has(service.metadata.name) || podsOf(service).some((pod) => reached.has(pod)),
      );
    }),
  );
  const services = found.flat();
  const paths = new Set(services.map(pathOf));
  return { services, includes: ({ name, namespace }) => paths.has(`${namespace}/${name}`) };
}

/** HTTPRoutes that lead from another Gateway to a guarded Service (FM-50). */
export function otherGateways(routes: readonly HTTPRouteObject[], gateway: GatewayObject, guarded: Guarded): string[] {
  return routes.flatMap((route) => {
    const reached = backendServices(route).filter(guarded.includes);
    const others = (route.spec.parentRefs ?? [])
      .filter(({ kind = 'Gateway' }) => kind === 'Gateway')
      .map(({ name, namespace }) => `${namespace ?? route.metadata.namespace}/${name}`)
      .filter((parent) => parent !== pathOf(gateway));
    return reached.length === 0 || others.length === 0
      ? []
      : [
          `HTTPRoute ${pathOf(route)} leads from Gateway ${[...new Set(others)].join(', ')} to ${reached.map(({ namespace, name }) => `${namespace}/${name}`).join(', ')}`,
        ];
  });
}

/** OpenShift Routes that lead to a guarded Service: the router knows nothing of tokens and limits. */
export function openRoutes(routes: readonly ObjectOf<typeof Route>[], guarded: Guarded): string[] {
  return routes.flatMap((route) => {
    const { namespace = '' } = route.metadata;
    const led = [route.spec.to, ...(route.spec.alternateBackends ?? [])];
    const reached = led.filter(({ name }) => guarded.includes({ name, namespace }));
    return reached.map(
      ({ name }) => `Route ${pathOf(route)} (${route.spec.host ?? 'no host'}) leads to Service ${name}`,
    );
  });
}

/** Guarded Services that are open to the outside by themselves. */
export const openServices = ({ services }: Guarded): string[] =>
  services
    .filter(({ spec }) => spec?.type === 'LoadBalancer' || spec?.type === 'NodePort')
    .map((service) => `Service ${pathOf(service)} is of type ${service.spec?.type}`);

/** The Service that an Istio host stands for: a short name is of the VirtualService's own namespace. */
function placeOf(host: string, own: string): Place {
  const [name = '', namespace = own] = host.split('.');
  return { name, namespace };
}

/** VirtualServices that lead from a gateway of the mesh to a guarded Service. */
export function meshGateways(virtualServices: readonly VirtualServiceObject[], guarded: Guarded): string[] {
  return virtualServices.flatMap((virtual) => {
    const gateways = (virtual.spec?.gateways ?? ['mesh']).filter((name) => name !== 'mesh');
    const hosts = (virtual.spec?.http ?? []).flatMap(({ route }) =>
      (route ?? []).map(({ destination }) => destination.host),
    );
    const reached = hosts.filter((host) => guarded.includes(placeOf(host, virtual.metadata.namespace ?? '')));
    return gateways.length === 0 || reached.length === 0
      ? []
      : [`VirtualService ${pathOf(virtual)} leads from ${gateways.join(', ')} to ${[...new Set(reached)].join(', ')}`];
  });
}

import { z } from 'zod';
import { readCondition } from './conditions.ts';
import type { ObjectOf } from './kinds/base.ts';
import type { Service } from './kinds/core.ts';
import type { GatewayObject, Listener } from './kinds/gateway-api.ts';
import type { Route } from './kinds/route.ts';

/** Where a gateway is reached from outside, or what is wrong. */
export type ExternalAddress = { at: string } | { problem: string };

type RouteObject = ObjectOf<typeof Route>;
type ServiceObject = ObjectOf<typeof Service>;

/** Addresses that lead into the cluster only. */
const INTERNAL = /\.svc(\.|$)/;

/** The hosts that a router reports for Routes, and whether it admitted them. */
const reportedHosts = (routes: readonly RouteObject[]) =>
  routes.flatMap((route) =>
    (route.status?.ingress ?? []).map((ingress) => ({
      route,
      host: ingress.host ?? '',
      admitted: readCondition({ metadata: route.metadata, status: { conditions: ingress.conditions } }, 'Admitted'),
    })),
  );

const leadingTo = (routes: readonly RouteObject[], service: string): RouteObject[] =>
  routes.filter(({ spec }) => spec.to.name === service);

/** The promised host of an admitted Route to a Service, with TLS. */
export function routeAddress(routes: readonly RouteObject[], service: string, promised: RegExp): ExternalAddress {
  const own = leadingTo(routes, service);
  if (own.length === 0) return { problem: `no Route leads to Service ${service}` };
  const hosts = reportedHosts(own);
  const admitted = hosts.filter((entry) => entry.admitted.holds);
  if (admitted.length === 0) {
    const reported = hosts.map((entry) => entry.admitted.text).join('; ');
    return {
      problem: `the Route to Service ${service} is not admitted: ${reported || 'no router has reported on it'}`,
    };
  }
  const fitting = admitted.filter(({ host }) => promised.test(host));
  if (fitting.length === 0) {
    return { problem: `no admitted host is like ${promised.source}: ${admitted.map(({ host }) => host).join(', ')}` };
  }
  const secured = fitting.find(({ route }) => route.spec.tls?.termination !== undefined);
  if (secured !== undefined) return { at: secured.host };
  return { problem: `Route ${fitting[0]?.route.metadata.name} has no TLS: tokens would travel in clear` };
}

const LoadBalancer = z.looseObject({
  loadBalancer: z.looseObject({
    ingress: z.array(z.looseObject({ ip: z.string().optional(), hostname: z.string().optional() })).default([]),
  }),
});

/** The addresses that a load balancer gave a Service; empty while it is pending. */
function balancerAddresses(service: ServiceObject): string[] {
  const ingress = LoadBalancer.safeParse(service.status).data?.loadBalancer.ingress ?? [];
  return ingress.flatMap(({ ip, hostname }) => ip ?? hostname ?? []);
}

/** What keeps a load balancer from leading to the listener: its type, its pending address, a port it does not have. */
export function loadBalancerAddress(
  gateway: GatewayObject,
  service: ServiceObject,
  listener: Pick<Listener, 'name' | 'port'> | undefined,
): { addresses: string[] } | { problem: string } {
  const { name } = service.metadata;
  const { type = 'ClusterIP', ports } = service.spec ?? {};
  if (type !== 'LoadBalancer') return { problem: `Service ${name} is of type ${type}, not LoadBalancer` };
  const balanced = balancerAddresses(service);
  const pending = readCondition(gateway, 'Programmed');
  if (balanced.length === 0) {
    const why = pending.reason === 'AddressNotAssigned' ? `; the Gateway says ${pending.text}` : '';
    return { problem: `EXTERNAL-IP of Service ${name} is pending: nothing here gives out addresses (FM-07)${why}` };
  }
  const reported = (gateway.status?.addresses ?? []).map(({ value }) => value).filter((value) => !INTERNAL.test(value));
  if (reported.length === 0) {
    return { problem: `Gateway ${gateway.metadata.name} has no address from outside in its status (FM-07)` };
  }
  if (listener !== undefined && ports !== undefined && !ports.some(({ port }) => port === listener.port)) {
    const open = ports.map(({ port }) => port).join(', ') || 'none';
    return {
      problem: `Service ${name} has no port ${listener.port} for listener ${listener.name} (its ports: ${open})`,
    };
  }
  return { addresses: [...new Set([...reported, ...balanced])] };
}

/** Hosts of the gateway's that an admitted Route leads to it: the way where no load balancer is. */
export function routedHosts(routes: readonly RouteObject[], service: string, hosts: readonly string[]): string[] {
  return reportedHosts(leadingTo(routes, service))
    .filter(({ host, admitted }) => admitted.holds && hosts.includes(host))
    .map(({ host }) => host);
}

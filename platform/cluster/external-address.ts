import { readCondition } from './conditions.ts';
import type { ObjectOf } from './kinds/base.ts';
import type { GatewayObject } from './kinds/gateway-api.ts';
import type { Route } from './kinds/route.ts';

/** Where a gateway is reached from outside, or what is wrong. */
export type ExternalAddress = { at: string } | { problem: string };

/** Addresses that lead into the cluster only. */
const INTERNAL = /\.svc(\.|$)/;

/** The promised host of an admitted Route to a Service. */
export function routeAddress(
  routes: readonly ObjectOf<typeof Route>[],
  service: string,
  promised: RegExp,
): ExternalAddress {
  const own = routes.filter(({ spec }) => spec.to.name === service);
  if (own.length === 0) return { problem: `no Route leads to Service ${service}` };
  const hosts = own.flatMap((route) =>
    (route.status?.ingress ?? []).map((ingress) => ({
      host: ingress.host ?? '',
      admitted: readCondition({ status: { conditions: ingress.conditions } }, 'Admitted'),
    })),
  );
  const admitted = hosts.filter((entry) => entry.admitted.holds);
  if (admitted.length === 0) {
    const reported = hosts.map((entry) => entry.admitted.text).join('; ');
    return {
      problem: `the Route to Service ${service} is not admitted: ${reported || 'no router has reported on it'}`,
    };
  }
  const fitting = admitted.find(({ host }) => promised.test(host));
  if (fitting !== undefined) return { at: fitting.host };
  return { problem: `no admitted host is like ${promised.source}: ${admitted.map(({ host }) => host).join(', ')}` };
}

/** The addresses that a load balancer gave the gateway. */
export function loadBalancerAddress(gateway: GatewayObject, service: { name: string; type?: string }): ExternalAddress {
  if (service.type !== 'LoadBalancer') {
    return { problem: `Service ${service.name} is of type ${service.type ?? 'unknown'}, not LoadBalancer` };
  }
  const external = (gateway.status?.addresses ?? []).filter(({ value }) => !INTERNAL.test(value));
  if (external.length > 0) return { at: external.map(({ value }) => value).join(', ') };
  return { problem: `Gateway ${gateway.metadata.name} has no address from outside in its status (FM-07)` };
}

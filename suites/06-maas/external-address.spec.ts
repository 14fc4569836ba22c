import { readCondition } from '../../fixtures/conditions.ts';
import { maasGateway, Route } from '../../fixtures/gateway-api.ts';
import { check, core, demand, observe, test } from '../../fixtures/test.ts';

/** Addresses that lead into the cluster only. */
const INTERNAL = /\.svc(\.|$)/;

test(
  'the gateway has an address outside the cluster',
  check({
    id: 'maas.external-address',
    requirement:
      'The gateway MUST be reachable from outside as the release promises: by an admitted Route with the promised host, or by a load balancer’s address in its status.',
    level: 'must',
    needs: ['cluster'],
    catches: ['route-not-admitted', 'load-balancer-pending'],
    dependsOn: ['maas.gateway-programmed', 'prereq.external-routes'],
    remedy:
      'oc get route,svc -A | grep maas-default-gateway: expect a Route with the host admitted, or a Service of type LoadBalancer with EXTERNAL-IP (MetalLB where there is no cloud)',
    guide: 'common-issues#5-gateway-not-accessible',
  }),
  async ({ cluster, layout }) => {
    const gateway = await maasGateway(cluster, layout);
    const service = layout.workloads.gateway.name;
    const promised = new RegExp(layout.gateway.host);

    if (layout.gateway.exposure === 'route') {
      const routes = (await cluster.list(Route, { namespace: layout.namespaces.gateway })).filter(
        ({ spec }) => spec.to.name === service,
      );
      demand(routes.length > 0, `no Route leads to Service ${service} in ${layout.namespaces.gateway}`);
      const hosts = routes.flatMap((route) => route.status?.ingress ?? []);
      const admitted = hosts.filter((ingress) => readCondition({ status: ingress }, 'Admitted').holds);
      demand(
        admitted.length > 0,
        `the Route to ${service} is not admitted: ${hosts.map((ingress) => readCondition({ status: ingress }, 'Admitted').text).join('; ') || 'no router has reported'}`,
      );
      const fitting = admitted.find(({ host }) => host !== undefined && promised.test(host));
      demand(
        fitting !== undefined,
        `no admitted host is like ${layout.gateway.host}: ${admitted.map(({ host }) => host).join(', ')}`,
      );
      observe(`Route admitted with host ${fitting.host}`);
      return;
    }

    const { type } = (await cluster.get(core.Service, service, layout.namespaces.gateway)).spec ?? {};
    const external = (gateway.status?.addresses ?? []).filter(({ value }) => !INTERNAL.test(value));
    demand(type === 'LoadBalancer', `Service ${service} is of type ${type ?? 'unknown'}, not LoadBalancer`);
    demand(external.length > 0, `Gateway ${gateway.metadata.name} has no address from outside in its status (FM-07)`);
    observe(`load balancer at ${external.map(({ value }) => value).join(', ')}`);
  },
);

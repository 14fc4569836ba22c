import { loadBalancerAddress, maasGateway, Route, routeAddress } from '../../fixtures/gateway-api.ts';
import { check, core, demand, observe, test } from '../../fixtures/test.ts';

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
    const { exposure, host } = layout.gateway;
    const namespace = layout.namespaces.gateway;
    const name = layout.workloads.gateway.name;
    const gateway = await maasGateway(cluster, layout);

    const address =
      exposure === 'route'
        ? routeAddress(await cluster.list(Route, { namespace }), name, new RegExp(host))
        : loadBalancerAddress(gateway, { name, type: (await cluster.get(core.Service, name, namespace)).spec?.type });

    demand('at' in address, 'problem' in address ? address.problem : '');
    observe(`reached by ${exposure === 'route' ? 'Route' : 'load balancer'} at ${address.at}`);
  },
);

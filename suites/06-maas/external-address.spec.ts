import {
  DNSRecord,
  hostAddress,
  hostRecords,
  loadBalancerAddress,
  Route,
  resolverFor,
  routeAddress,
  routedHosts,
} from '../../fixtures/external-address.ts';
import { httpsListeners, maasGateway } from '../../fixtures/gateway-api.ts';
import { check, core, demand, inconclusive, observe, test, violated } from '../../fixtures/test.ts';

test(
  'the gateway has an address outside the cluster',
  check({
    id: 'maas.external-address',
    requirement:
      'The gateway MUST be reachable from outside as the release promises: by an admitted Route with the promised host, or by a load balancer’s address to which the listener’s host leads.',
    level: 'must',
    needs: ['cluster'],
    catches: [
      'route-not-admitted',
      'load-balancer-pending',
      'host-leads-to-router',
      'host-record-not-published',
      'route-without-tls',
      'load-balancer-without-https',
      'gateway-missing',
    ],
    dependsOn: ['maas.gateway-programmed', 'maas.gateway-listeners', 'prereq.external-routes'],
    remedy:
      'oc get route,svc,dnsrecord -A | grep maas-default-gateway: expect a Route with the host admitted, or a Service of type LoadBalancer with EXTERNAL-IP (MetalLB where there is no cloud) and a DNS record of the host to it',
    guide: 'common-issues#5-gateway-not-accessible',
  }),
  async ({ cluster, layout }) => {
    const namespace = layout.namespaces.gateway;
    const { name } = layout.workloads.gateway;
    const gateway = await maasGateway(cluster, layout);
    const routes = await cluster.list(Route, { namespace });
    const [listener] = httpsListeners(gateway);
    const hosts = httpsListeners(gateway).flatMap(({ hostname }) => hostname ?? []);

    const [byRoute] = routedHosts(routes, name, hosts);
    if (layout.gateway.exposure === 'route' || byRoute !== undefined) {
      const address = routeAddress(routes, name, new RegExp(layout.gateway.host));
      demand('at' in address, 'problem' in address ? address.problem : '');
      observe(`reached by Route at ${address.at}`);
      return;
    }
    const balancer = loadBalancerAddress(gateway, await cluster.get(core.Service, name, namespace), listener);
    demand('addresses' in balancer, 'problem' in balancer ? balancer.problem : '');
    const [host] = hosts.filter((candidate) => !candidate.startsWith('*.'));
    if (host === undefined) inconclusive('no HTTPS listener has a host whose DNS could be compared with the address');
    const records = hostRecords((await cluster.listIfKnown(DNSRecord)) ?? [], host);
    const answer = await hostAddress(host, balancer.addresses, records, resolverFor(cluster));

    const unpublished = records.unpublished.length > 0 ? `; ${records.unpublished.join('; ')}` : '';
    if (answer.kind === 'problem') violated(`${answer.problem}${unpublished}`);
    if (answer.kind === 'unknown') inconclusive(`${answer.reason}${unpublished}`);
    observe(`reached by load balancer at ${balancer.addresses.join(', ')}; ${host}: ${answer.how}`);
  },
);

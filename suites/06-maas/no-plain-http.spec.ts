import { HTTPRoute, maasGateway, plainRoutes, routesTo } from '../../fixtures/gateway-api.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

test(
  'nothing is served without TLS',
  check({
    id: 'maas.no-plain-http',
    requirement: 'No listener of the gateway SHOULD serve a route without TLS, but for one that redirects to HTTPS.',
    level: 'should',
    needs: ['cluster'],
    catches: ['plain-http-listener'],
    dependsOn: ['maas.gateway-programmed', 'maas.gateway-listeners'],
    remedy:
      'oc edit gateway: remove the HTTP listener, or attach the routes to the HTTPS one by sectionName; expect no answer but a redirect from curl http://HOST/maas-api/health',
    guide: 'post-deployment#tls-configuration',
  }),
  async ({ cluster, layout }) => {
    const gateway = await maasGateway(cluster, layout);

    const plain = plainRoutes(gateway, routesTo(gateway, await cluster.list(HTTPRoute)));

    demand(plain.length === 0, plain.join('; '));
    observe(
      `listeners: ${gateway.spec.listeners.map(({ name, protocol, port }) => `${name} (${protocol} ${port})`).join(', ')}`,
    );
  },
);

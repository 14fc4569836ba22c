import {
  externalUrls,
  guardedServices,
  meshGateways,
  openRoutes,
  openServices,
  otherGateways,
  Route,
  VirtualService,
} from '../../fixtures/bypass.ts';
import { declaredModels } from '../../fixtures/declared-models.ts';
import { HTTPRoute, maasGateway, routesTo } from '../../fixtures/gateway-api.ts';
import { check, demand, inconclusive, observe, test } from '../../fixtures/test.ts';

test(
  'nothing leads around the gateway',
  check({
    id: 'maas.no-bypass',
    requirement:
      'No other Gateway, Route or Service SHOULD lead from outside to the models or to maas-api: there, nobody asks for a token or counts.',
    level: 'should',
    needs: ['cluster'],
    catches: [
      'route-to-model',
      'route-to-api',
      'model-on-other-gateway',
      'model-service-node-port',
      'model-public-url',
    ],
    dependsOn: ['maas.gateway-programmed'],
    remedy:
      'oc delete route NAME, or take the other Gateway out of the parentRefs of the HTTPRoute: what is named here must be gone from oc get route,httproute,svc -A (FM-50)',
    guide: 'release#gateway',
  }),
  async ({ cluster, layout }) => {
    const gateway = await maasGateway(cluster, layout);
    const all = await cluster.list(HTTPRoute);
    const guarded = await guardedServices(cluster, routesTo(gateway, all));
    if (guarded.services.length === 0)
      inconclusive('no Service is behind the gateway’s routes, so nothing is known to guard');
    const namespaces = [...new Set(guarded.services.flatMap(({ metadata }) => metadata.namespace ?? []))];
    const routes = await Promise.all(namespaces.map((namespace) => cluster.list(Route, { namespace })));

    const ways = [
      ...otherGateways(all, gateway, guarded),
      ...openRoutes(routes.flat(), guarded),
      ...openServices(guarded),
      ...meshGateways((await cluster.listIfKnown(VirtualService)) ?? [], guarded),
      ...externalUrls(await declaredModels(cluster, layout), gateway, new RegExp(layout.gateway.host)),
    ];

    demand(ways.length === 0, ways.map((way) => `${way} (FM-50)`).join('; '));
    observe(`${guarded.services.length} Services in ${namespaces.join(', ')} are led to by the gateway alone`);
  },
);

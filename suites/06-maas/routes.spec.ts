import {
  admissionProblems,
  attachmentProblems,
  backendProblems,
  HTTPRoute,
  maasGateway,
  routesTo,
  servesPath,
} from '../../fixtures/gateway-api.ts';
import { noModelsYet } from '../../fixtures/progress.ts';
import { check, core, demand, observe, test } from '../../fixtures/test.ts';

test(
  'the gateway routes the API and inference',
  check({
    id: 'maas.routes',
    requirement:
      'HTTPRoutes of the MaaS gateway MUST serve every path of the layout; each MUST be Accepted at each of its parents with its references resolved, be taken by the HTTPS listener, and have back ends with the port asked for and ready endpoints.',
    level: 'must',
    needs: ['cluster'],
    catches: [
      'route-missing',
      'route-not-accepted',
      'listener-takes-own-namespace',
      'api-namespace-not-labelled',
      'route-of-other-host',
      'route-backend-missing',
      'route-backend-not-ready',
      'route-backend-wrong-port',
      'route-without-backends',
      'gateway-missing',
    ],
    dependsOn: ['maas.gateway-programmed', 'maas.api-ready', 'models.pods-ready'],
    remedy:
      'oc get httproute -A -o yaml: expect for each parent Accepted and ResolvedRefs True; NotAllowedByListeners needs the namespace allowed, BackendNotFound the Service',
    guide: 'guide#step-54-verify-maas-components',
  }),
  async ({ cluster, layout, session }) => {
    const gateway = await maasGateway(cluster, layout);
    const routes = routesTo(gateway, await cluster.list(HTTPRoute));
    demand(routes.length > 0, `no HTTPRoute is attached to Gateway ${gateway.metadata.name}`);

    const { routedPaths, modelPaths } = layout.gateway;
    const unserved = routedPaths.filter((path) => !servesPath(routes, path));
    const ofModels = unserved.filter((path) => modelPaths.includes(path));
    const notYet = ofModels.length === 0 ? undefined : await noModelsYet({ cluster, layout, session });
    const missing = notYet === undefined ? unserved : unserved.filter((path) => !ofModels.includes(path));
    const backends = await Promise.all(routes.map((route) => backendProblems(cluster, route)));
    const problems = [
      ...missing.map((path) => `no HTTPRoute serves ${path}`),
      ...routes.flatMap((route) => attachmentProblems(route, gateway)),
      ...admissionProblems(gateway, routes, await cluster.list(core.Namespace)),
      ...backends.flat(),
    ];

    demand(problems.length === 0, problems.join('; '));
    const served = routedPaths.filter((path) => !unserved.includes(path)).join(', ');
    const later = notYet === undefined ? '' : `; not judged: ${ofModels.join(', ')}, since ${notYet}`;
    observe(`${routes.length} HTTPRoutes attached, serving ${served}; all back ends ready${later}`);
  },
);

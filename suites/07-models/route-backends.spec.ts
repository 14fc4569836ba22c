import { declaredModels } from '../../fixtures/declared-models.ts';
import { backendProblems, HTTPRoute } from '../../fixtures/gateway-api.ts';
import { routesOfModel } from '../../fixtures/model-serving.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

test(
  'the routes of models lead to something that answers',
  check({
    id: 'models.route-backends',
    requirement:
      'Every rule of a model’s HTTPRoutes MUST have back ends, and their Services MUST exist with ready endpoints.',
    level: 'must',
    needs: ['cluster'],
    catches: ['route-without-backends', 'route-backend-missing', 'model-backend-not-ready'],
    dependsOn: ['models.pods-ready', 'kserve.controller-ready', 'kserve.runtimes'],
    remedy:
      'oc get httproute -n <model-namespace> -o yaml: expect backendRefs in every rule; where they are missing or RefsInvalid, restart kserve-controller-manager, or update it (FM-44)',
    guide: 'guide#phase-6-deploy-sample-models-optional',
  }),
  async ({ cluster, layout }) => {
    const models = await declaredModels(cluster, layout);
    demand(models.length > 0, `no ${layout.modelKind} is declared for gateway ${layout.gateway.name}`);
    const routes = await cluster.list(HTTPRoute);

    const found = models.map((model) => ({ model, own: routesOfModel(model, routes) }));
    const lost = found
      .filter(({ own }) => own.length === 0)
      .map(({ model }) => `no HTTPRoute has ${model.namespace}/${model.name} as its back end`);
    const leading = [...new Set(found.flatMap(({ own }) => own))];
    const broken = (await Promise.all(leading.map((route) => backendProblems(cluster, route)))).flat();

    const problems = [...lost, ...broken];
    demand(problems.length === 0, `${problems.join('; ')} (FM-44)`);
    observe(`${leading.map(({ metadata }) => metadata.name).join(', ')}: all back ends exist with ready endpoints`);
  },
);

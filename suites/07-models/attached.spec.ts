import { declaredModels } from '../../fixtures/declared-models.ts';
import { attachmentProblems, HTTPRoute, maasGateway } from '../../fixtures/gateway-api.ts';
import { LLMInferenceService } from '../../fixtures/kserve.ts';
import { attachedRoutes, elsewhere, routesOfModel } from '../../fixtures/model-serving.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

test(
  'every model is attached to the MaaS gateway',
  check({
    id: 'models.attached',
    requirement:
      'Every model MUST have an HTTPRoute whose parent is the MaaS gateway, Accepted there with its references resolved; one that names tiers MUST name that gateway.',
    level: 'must',
    needs: ['cluster'],
    catches: ['model-route-detached', 'model-route-refs-invalid', 'model-names-other-gateway'],
    dependsOn: [
      'models.present',
      'maas.gateway-programmed',
      'kserve.controller-ready',
      'kserve.model-controller-ready',
    ],
    remedy:
      'oc get httproute -A -o yaml: expect the MaaS gateway in spec.parentRefs and Accepted, ResolvedRefs True for it; name it in the model’s spec.router.gateway.refs, or the model is in nobody’s list (FM-41)',
    guide: 'guide#phase-6-deploy-sample-models-optional',
  }),
  async ({ cluster, layout }) => {
    const models = await declaredModels(cluster, layout);
    const away =
      layout.modelKind === 'LLMInferenceService' ? elsewhere(await cluster.list(LLMInferenceService), layout) : [];
    demand(models.length + away.length > 0, `no ${layout.modelKind} is declared for gateway ${layout.gateway.name}`);
    const [gateway, routes] = await Promise.all([maasGateway(cluster, layout), cluster.list(HTTPRoute)]);

    const found = models.map((model) => ({ model, attached: attachedRoutes(model, routes, gateway) }));
    const problems = found.flatMap(({ model, attached }) => {
      const name = `${model.namespace}/${model.name}`;
      if (attached.length > 0) return attached.flatMap((route) => attachmentProblems(route, gateway));
      const own = routesOfModel(model, routes).map((route) => route.metadata.name);
      const instead = own.length === 0 ? 'no HTTPRoute leads to it' : `its ${own.join(', ')} has other parents`;
      return [`${name} is not attached to Gateway ${gateway.metadata.name}: ${instead}`];
    });

    const all = [...new Set([...away, ...problems])];
    demand(all.length === 0, `${all.join('; ')} (FM-41)`);
    observe(
      found
        .map(({ model, attached }) => `${model.name} by ${attached.map((route) => route.metadata.name).join(', ')}`)
        .join('; '),
    );
  },
);

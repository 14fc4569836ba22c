import { declaredModels } from '../../fixtures/declared-models.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

test(
  'a model is deployed',
  check({
    id: 'models.present',
    requirement: 'At least one model MUST be declared for the MaaS gateway.',
    level: 'must',
    needs: ['cluster'],
    catches: ['no-models', 'models-not-attached'],
    dependsOn: ['kserve.crds'],
    remedy:
      'kustomize build <sample model> | oc apply -f -: deploy the simulator; an LLMInferenceService must name the MaaS gateway in spec.router.gateway.refs',
    guide: 'guide#phase-6-deploy-sample-models-optional',
  }),
  async ({ cluster, layout }) => {
    const models = await declaredModels(cluster, layout);

    demand(models.length > 0, `no ${layout.modelKind} is declared for gateway ${layout.gateway.name}`);
    observe(`${models.length} models: ${models.map(({ namespace, name }) => `${namespace}/${name}`).join(', ')}`);
  },
);

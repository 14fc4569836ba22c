import { declaredModels, undeclared } from '../../fixtures/declared-models.ts';
import { sampleOf, samplesMissing } from '../../fixtures/model-serving.ts';
import { check, demand, evidence, observe, test } from '../../fixtures/test.ts';

test(
  'a model is deployed',
  check({
    id: 'models.present',
    requirement: 'At least one model, and each that was named with --model, MUST be declared for the MaaS gateway.',
    level: 'must',
    needs: ['cluster'],
    catches: ['no-models', 'models-not-attached', 'openshift-ai-never-installed'],
    dependsOn: ['kserve.crds', 'kserve.managed'],
    remedy:
      'kustomize build <sample model> | oc apply -f -: deploy the simulator; an LLMInferenceService must name the MaaS gateway in spec.router.gateway.refs',
    guide: 'guide#phase-6-deploy-sample-models-optional',
  }),
  async ({ cluster, layout, session }) => {
    const models = await declaredModels(cluster, layout);

    demand(models.length > 0, `no ${layout.modelKind} is declared for gateway ${layout.gateway.name}`);
    const missing = undeclared(session.models, models);
    demand(
      missing.length === 0,
      `not declared for gateway ${layout.gateway.name}: ${missing.join(', ')}; declared are ${models.map(({ name }) => name).join(', ')}`,
    );
    const described = models.map(({ namespace, name }) => {
      const sample = sampleOf(name);
      return `${namespace}/${name}${sample === undefined ? '' : ` (the guide’s option ${sample.option}, ${sample.name})`}`;
    });
    const samples = samplesMissing(models.map(({ name }) => name)).map(({ option, name }) => `${name} (${option})`);
    evidence('sample models of the guide that are not deployed', samples.join(', ') || 'none');
    observe(
      `${models.length} models: ${described.join(', ')}${samples.length === 0 ? '' : `; not deployed: ${samples.join(', ')}`}`,
    );
  },
);

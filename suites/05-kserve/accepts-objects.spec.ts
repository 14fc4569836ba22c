import { InferenceService, LLMInferenceService } from '../../fixtures/kserve.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

const PROBE = { name: 'maas-verify-probe', namespace: 'default' };
const MODEL = 'hf://facebook/opt-125m';
const OBJECTS = {
  InferenceService: {
    apiVersion: 'serving.kserve.io/v1beta1',
    kind: 'InferenceService',
    metadata: PROBE,
    spec: { predictor: { model: { modelFormat: { name: 'huggingface' }, storageUri: MODEL } } },
  },
  LLMInferenceService: {
    apiVersion: 'serving.kserve.io/v1alpha1',
    kind: 'LLMInferenceService',
    metadata: PROBE,
    spec: { model: { uri: MODEL, name: 'facebook/opt-125m' } },
  },
};

test(
  'the cluster accepts a model',
  check({
    id: 'kserve.accepts-objects',
    requirement: 'The API server MUST admit a minimal model object, in a dry run that stores nothing.',
    level: 'must',
    needs: ['cluster'],
    catches: ['kserve-refuses-models', 'kserve-webhook-down'],
    dependsOn: ['kserve.crds', 'kserve.webhooks'],
    remedy:
      'oc apply --dry-run=server -f <a model>: the message names the webhook that refuses or cannot be called; restart its controller',
    guide: 'guide#phase-4-enable-kserve',
  }),
  async ({ cluster, layout }) => {
    const kind = layout.modelKind === 'InferenceService' ? InferenceService : LLMInferenceService;

    const answer = await cluster.dryRun(OBJECTS[layout.modelKind], kind);

    demand(answer.admitted, `a minimal ${kind.kind} is refused: ${answer.admitted ? '' : answer.reason}`);
    observe(`a minimal ${kind.kind} is admitted (server-side dry run, nothing stored)`);
  },
);

import { InferenceService, LLMInferenceService } from '../../fixtures/kserve.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

const PROBE = { name: 'maas-verify-probe', namespace: 'default' };
const MODEL = 'hf://facebook/opt-125m';
const NAMED = { model: { uri: MODEL, name: 'facebook/opt-125m' } };
const llm = (spec: object) => ({
  apiVersion: 'serving.kserve.io/v1alpha1',
  kind: 'LLMInferenceService',
  metadata: PROBE,
  spec,
});

test(
  'the cluster accepts a model',
  check({
    id: 'kserve.accepts-objects',
    requirement:
      'The API server MUST admit a minimal model object, and one that is routed through the MaaS gateway, in a dry run that stores nothing.',
    level: 'must',
    needs: ['cluster'],
    catches: ['kserve-refuses-models', 'kserve-webhook-down', 'kserve-refuses-gateway-route'],
    dependsOn: ['kserve.crds', 'kserve.webhooks', 'kserve.leftovers'],
    remedy:
      'oc apply --dry-run=server -f <a model>: the message names the webhook that refuses or cannot be called; restart its controller. One that refuses route: {} beside gateway.refs is a KServe that is too old: update the operator (FM-43)',
    guide: 'guide#phase-4-enable-kserve',
  }),
  async ({ cluster, layout }) => {
    const { name, namespace } = { name: layout.gateway.name, namespace: layout.namespaces.gateway };
    const predictor = { model: { modelFormat: { name: 'huggingface' }, storageUri: MODEL } };
    const service = { apiVersion: 'serving.kserve.io/v1beta1', kind: 'InferenceService', metadata: PROBE };
    const [kind, probes] =
      layout.modelKind === 'InferenceService'
        ? ([InferenceService, { 'a minimal InferenceService': { ...service, spec: { predictor } } }] as const)
        : ([
            LLMInferenceService,
            {
              'a minimal LLMInferenceService': llm(NAMED),
              'an LLMInferenceService with route: {} and gateway.refs': llm({
                ...NAMED,
                router: { route: {}, gateway: { refs: [{ name, namespace }] } },
              }),
            },
          ] as const);

    const refused: string[] = [];
    for (const [subject, object] of Object.entries(probes)) {
      const answer = await cluster.dryRun(object, kind);
      if (!answer.admitted) refused.push(`${subject} is refused: ${answer.reason}`);
    }

    demand(refused.length === 0, refused.join('; '));
    observe(`${Object.keys(probes).join(', and ')} is admitted (server-side dry run, nothing stored)`);
  },
);

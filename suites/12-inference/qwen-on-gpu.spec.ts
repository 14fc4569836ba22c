import { CHATS, judgeGpuWork } from '../../fixtures/gpu-work.ts';
import { eachQwen } from '../../fixtures/qwen-models.ts';
import { check, inconclusive, test } from '../../fixtures/test.ts';

test(
  'a Qwen answers from its GPU',
  check({
    id: 'inference.qwen-on-gpu',
    requirement: 'While a Qwen that has a GPU answers, the metrics of that GPU MUST show that it works.',
    level: 'must',
    needs: ['gateway', 'identity', 'model', 'metrics', 'gpu'],
    catches: ['qwen-on-processor'],
    dependsOn: ['models.gpu-scheduled', 'metrics.prometheus-reachable', 'inference.chat'],
    remedy:
      'oc exec in the pod of the model: nvidia-smi, expect its server among the processes; and its log: expect “Automatically detected platform cuda”. An image built for processors, or a server started with --device cpu, answers without the GPU',
    guide: 'guide#option-c-deploy-qwen3-requires-gpu',
  }),
  async ({ gateway, identities, models, layout, session, clusterSource, metrics }) => {
    const means = { models, identities, layout, session, clusterSource };
    await eachQwen(means, CHATS + 6, async ({ model, declared }, caller) => {
      if (declared === undefined)
        inconclusive(`which GPU ${model.id} has cannot be told without the cluster: give --kubeconfig`);
      const pods = declared.pods.map((pod) => ({ ...pod, namespace: declared.namespace }));
      if (pods.length === 0) inconclusive(`${declared.namespace}/${declared.name} has no pods`);

      return { seen: await judgeGpuWork({ metrics, gateway, model, caller, pods }) };
    });
  },
);

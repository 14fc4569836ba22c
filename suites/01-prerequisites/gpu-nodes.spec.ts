import { gpuModels, gpuNodes } from '../../fixtures/gpu.ts';
import { check, core, demand, notApplicable, observe, test } from '../../fixtures/test.ts';

test(
  'there is a GPU for the models that want one',
  check({
    id: 'prereq.gpu-nodes',
    requirement:
      'Where a model wants a GPU, a Ready, schedulable node SHOULD offer nvidia.com/gpu and have the label nvidia.com/gpu.present=true.',
    level: 'should',
    needs: ['cluster', 'gpu'],
    catches: ['gpu-model-without-node', 'gpu-node-without-label', 'gpu-device-plugin-gone'],
    dependsOn: ['prereq.api-reachable', 'prereq.worker-nodes'],
    remedy:
      'oc get nodes -l nvidia.com/gpu.present=true -o custom-columns=NAME:.metadata.name,GPU:.status.allocatable.nvidia\\.com/gpu: expect a number; else install Node Feature Discovery and the NVIDIA GPU operator (FM-48)',
    guide: 'guide#option-c-deploy-qwen3-requires-gpu',
  }),
  async ({ cluster, layout, session }) => {
    const { wanting, others } = await gpuModels(cluster, layout, session.models);
    if (wanting.length === 0) {
      const seen = others.length === 0 ? 'no model is declared' : `none of ${others.join(', ')} asks for a GPU`;
      notApplicable(`${seen}, and no model that needs one was named with --model`);
    }
    const { ready, unlabelled, empty } = gpuNodes(await cluster.list(core.Node));

    const hints = [
      unlabelled.length === 0 ? [] : [`without the label nvidia.com/gpu.present: ${unlabelled.join(', ')}`],
      empty.length === 0 ? [] : [`labelled, but offering none: ${empty.join(', ')}`],
    ].flat();
    const hint = hints.length === 0 ? '' : ` (${hints.join('; ')})`;
    demand(ready.length > 0, `${wanting.join(', ')} wants a GPU, and no usable node offers one${hint}`);
    observe(`${wanting.join(', ')} wants a GPU, offered by ${ready.join(', ')}${hint}`);
  },
);

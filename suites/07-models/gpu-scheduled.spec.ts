import { declaredModels } from '../../fixtures/declared-models.ts';
import { gpuReport, gpusOfModel, modelsWithPods } from '../../fixtures/model-serving.ts';
import { check, core, demand, evidence, notApplicable, observe, test } from '../../fixtures/test.ts';

test(
  'models that ask for a GPU have one',
  check({
    id: 'models.gpu-scheduled',
    requirement:
      'For every model that asks for a GPU, a Ready node MUST offer it, and each of its pods MUST be on such a node.',
    level: 'must',
    needs: ['cluster', 'gpu'],
    catches: ['gpu-model-without-node', 'gpu-device-plugin-gone', 'gpu-node-without-label'],
    dependsOn: ['models.present', 'prereq.gpu-nodes'],
    remedy:
      'oc get nodes -o custom-columns=NAME:.metadata.name,GPU:.status.allocatable.nvidia\\.com/gpu: expect a number; install Node Feature Discovery and the NVIDIA GPU operator, whose label nvidia.com/gpu.present=true the pod selects (FM-48)',
    guide: 'guide#option-c-deploy-qwen3-requires-gpu',
  }),
  async ({ cluster, layout }) => {
    const found = await modelsWithPods(cluster, await declaredModels(cluster, layout));
    demand(found.length > 0, `no ${layout.modelKind} is declared for gateway ${layout.gateway.name}`);
    const asking = found.filter((entry) => gpusOfModel(entry).length > 0);
    if (asking.length === 0) {
      notApplicable(`none of the declared models asks for a GPU: ${found.map(({ model }) => model.name).join(', ')}`);
    }
    const nodes = await cluster.list(core.Node);

    const { problems, placed } = gpuReport(asking, nodes);

    evidence('placed', placed);
    demand(problems.length === 0, `${problems.join('; ')} (FM-48)`);
    observe(placed.join('; '));
  },
);

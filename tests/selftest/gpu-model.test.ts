import { beforeAll, describe, expect, test } from 'vitest';
import { declareGpuModel, offerGpu } from '../../sandbox/edits/gpu-model.ts';
import { loadFault } from '../../sandbox/faults.ts';
import { healthyWorld } from '../../sandbox/sandbox.ts';
import type { World } from '../../sandbox/world.ts';
import { type LoadedCheck, loadChecks } from './in-process/checks.ts';
import { type Judged, judged } from './in-process/judged.ts';
import { memoryCluster } from './in-process/memory-cluster.ts';
import { layoutOf, TRIED } from './in-process/trial.ts';

const NODE = 'worker-1.sandbox.example';
const WITHOUT_GPU = 'worker-2.sandbox.example';
const CHECKS = ['models.gpu-scheduled', 'prereq.gpu-nodes'];

let checks: LoadedCheck[];
beforeAll(async () => {
  checks = (await loadChecks()).filter(({ declaration }) => CHECKS.includes(declaration.id));
});

/** An installation with the guide's Qwen3 on a node that has a GPU. */
function withGpuModel(world: World): void {
  offerGpu(world, NODE, { labelled: true });
  declareGpuModel(world, { runsOn: NODE });
}

describe.each(TRIED)('$installation', ({ installation, layoutName }) => {
  async function judgements(...edits: ((world: World) => void | Promise<void>)[]): Promise<Record<string, Judged>> {
    const world = await healthyWorld({ installation, realWindows: false });
    for (const edit of edits) await edit(world);
    const cluster = memoryCluster(world);
    const all = await Promise.all(
      checks.map(async (check) => {
        const judgement = await judged(check, { cluster, layout: layoutOf(layoutName), world });
        return [check.declaration.id, judgement] as const;
      }),
    );
    return Object.fromEntries(all);
  }

  test('without a model that asks for a GPU neither check applies', async () => {
    const found = await judgements();
    for (const id of CHECKS) expect(found[id]?.verdict, id).toBe('not-applicable');
  });

  test('a GPU model on a node that has the GPU passes both', async () => {
    const found = await judgements(withGpuModel);
    expect(found['models.gpu-scheduled']).toEqual({
      verdict: 'pass',
      text: expect.stringMatching(/qwen3.* has nvidia\.com\/gpu on worker-1/),
    });
    expect(found['prereq.gpu-nodes']?.verdict).toBe('pass');
  });

  test.each(['gpu-model-without-node', 'gpu-device-plugin-gone', 'gpu-node-without-label'])(
    '%s turns both red',
    async (name) => {
      const fault = await loadFault(name);
      const found = await judgements((world) => fault.apply(world));
      for (const id of CHECKS) expect(found[id]?.verdict, id).toBe('fail');
    },
  );

  test('its pod on a node without a GPU is found, although another node has one', async () => {
    const found = await judgements(
      (world) => offerGpu(world, NODE, { labelled: true }),
      (world) => declareGpuModel(world, { runsOn: WITHOUT_GPU }),
    );
    expect(found['models.gpu-scheduled']).toEqual({
      verdict: 'fail',
      text: expect.stringMatching(/is on node worker-2.*, which offers no nvidia\.com\/gpu/),
    });
    expect(found['prereq.gpu-nodes']?.verdict).toBe('pass');
  });

  test('a cordoned GPU node offers nothing to the next pod', async () => {
    const found = await judgements(withGpuModel, ({ objects }) =>
      objects.edit({ kind: 'Node', name: NODE }, (node) => {
        node['spec'] = { ...node['spec'], unschedulable: true };
      }),
    );
    for (const id of CHECKS) expect(found[id]?.verdict, id).toBe('fail');
  });
});

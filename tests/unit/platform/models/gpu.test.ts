import { expect, test } from 'vitest';
import { Node, Pod } from '../../../../platform/cluster/kinds/core.ts';
import type { DeclaredModel } from '../../../../platform/models/declared.ts';
import { gpuReport, gpusOfModel } from '../../../../platform/models/gpu.ts';

const GPU = 'nvidia.com/gpu';
const asking = { limits: { [GPU]: '1' }, requests: { [GPU]: '1' } };
const model = (spec: Record<string, unknown>): DeclaredModel => ({
  kind: 'LLMInferenceService',
  namespace: 'llm',
  name: 'qwen3',
  object: { metadata: { name: 'qwen3', namespace: 'llm' }, spec },
});
const qwen = model({ template: { containers: [{ name: 'main', resources: asking }] } });
const node = (name: string, gpus: number, labels: Record<string, string> = {}, unschedulable = false) =>
  Node.schema.parse({
    metadata: { name, labels },
    spec: { unschedulable },
    status: { allocatable: { [GPU]: `${gpus}` }, conditions: [{ type: 'Ready', status: 'True' }] },
  });
const pod = (nodeName?: string, resources: object = asking, nodeSelector = {}) =>
  Pod.schema.parse({
    metadata: { name: 'qwen3-1', namespace: 'llm' },
    spec: { nodeName, nodeSelector, containers: [{ name: 'main', resources }] },
    status: {
      conditions: [
        {
          type: 'PodScheduled',
          status: nodeName === undefined ? 'False' : 'True',
          reason: 'Unschedulable',
          message: '0/6 nodes',
        },
      ],
    },
  });

test('a GPU is found wherever a spec or a pod asks for one, slices included', () => {
  expect(gpusOfModel({ model: qwen, pods: [] })).toEqual([GPU]);
  const predictor = { model: { resources: { requests: { 'nvidia.com/mig-1g.5gb': 1, cpu: '2' } } } };
  expect(gpusOfModel({ model: model({ predictor }), pods: [] })).toEqual(['nvidia.com/mig-1g.5gb']);
  expect(gpusOfModel({ model: model({}), pods: [pod('a')] })).toEqual([GPU]);
  expect(gpusOfModel({ model: model({ predictor: { resources: { limits: { [GPU]: '0' } } } }), pods: [] })).toEqual([]);
});

test('a pod on a node that offers the GPU is well, and said so', () => {
  expect(gpuReport([{ model: qwen, pods: [pod('a')] }], [node('a', 1)])).toEqual({
    problems: [],
    placed: ['llm/qwen3 has nvidia.com/gpu on a'],
  });
});

test('no node, a cordoned one and a node without its device plugin are told apart', () => {
  const nowhere = 'llm/qwen3 asks for nvidia.com/gpu, which no Ready, schedulable node offers';
  expect(gpuReport([{ model: qwen, pods: [pod()] }], [node('a', 0)]).problems).toEqual([
    nowhere,
    'pod llm/qwen3-1 has no node: PodScheduled=False (Unschedulable: 0/6 nodes)',
  ]);
  expect(gpuReport([{ model: qwen, pods: [pod()] }], [node('a', 1, {}, true)]).problems).toContain(nowhere);
  expect(gpuReport([{ model: qwen, pods: [pod('a')] }], [node('a', 0), node('b', 1)]).problems).toEqual([
    'pod llm/qwen3-1 is on node a, which offers no nvidia.com/gpu',
  ]);
});

test('a selector that no GPU node satisfies is named', () => {
  const selector = { 'nvidia.com/gpu.present': 'true' };
  const { problems } = gpuReport([{ model: qwen, pods: [pod(undefined, asking, selector)] }], [node('a', 1)]);

  expect(problems).toEqual([
    'pod llm/qwen3-1 has no node: PodScheduled=False (Unschedulable: 0/6 nodes); no node with a GPU has the label nvidia.com/gpu.present=true that it selects by',
  ]);
  const labelled = gpuReport([{ model: qwen, pods: [pod('a', asking, selector)] }], [node('a', 1, selector)]);
  expect(labelled.problems).toEqual([]);
});

test('a model without a pod, and a pod that lost its request, did not get the GPU', () => {
  expect(gpuReport([{ model: qwen, pods: [] }], [node('a', 1)]).problems).toEqual([
    'llm/qwen3 asks for nvidia.com/gpu and has no pod that got it',
  ]);
  expect(gpuReport([{ model: qwen, pods: [pod('a', {})] }], [node('a', 1)]).problems).toEqual([
    'pod llm/qwen3-1 runs without asking for nvidia.com/gpu',
  ]);
});

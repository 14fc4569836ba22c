import { expect, test } from 'vitest';
import { gpuUse } from '../../../../platform/metrics/gpu-use.ts';
import type { Sample } from '../../../../platform/metrics/metrics.ts';

const POD = { namespace: 'llm', name: 'qwen3-0', node: 'worker-1' };

const sample = (labels: Record<string, string>, value: number): Sample => ({ labels, value, at: 0 });
const OF_POD = { UUID: 'a', gpu: '0', Hostname: 'worker-1', exported_pod: 'qwen3-0', exported_namespace: 'llm' };
const OF_OTHER = { UUID: 'b', gpu: '1', Hostname: 'worker-1', exported_pod: 'other', exported_namespace: 'llm' };

const answering = (answers: Record<string, Sample[]>) => ({ query: async (promql: string) => answers[promql] ?? [] });

test('a pod’s GPU is found by the exporter’s labels, not another pod’s on the same node', async () => {
  const metrics = answering({
    DCGM_FI_DEV_GPU_UTIL: [sample(OF_OTHER, 99), sample(OF_POD, 40)],
    'timestamp(DCGM_FI_DEV_GPU_UTIL)': [sample(OF_OTHER, 8), sample(OF_POD, 7)],
    DCGM_FI_DEV_FB_USED: [sample(OF_POD, 6144)],
  });

  expect(await gpuUse(metrics, [POD])).toEqual([
    { metric: 'DCGM_FI_DEV_GPU_UTIL', gpu: 'GPU 0 of worker-1', busy: 40, memoryMiB: 6144, at: 7 },
  ]);
});

test('where the exporter knows no pods, the GPUs of the node count', async () => {
  const labels = { UUID: 'a', gpu: '0', Hostname: 'worker-1', pod: 'nvidia-dcgm-exporter-x' };
  const elsewhere = { ...labels, UUID: 'c', Hostname: 'worker-2' };
  const metrics = answering({ DCGM_FI_DEV_GPU_UTIL: [sample(labels, 5), sample(elsewhere, 99)] });

  expect((await gpuUse(metrics, [POD])).map(({ busy }) => busy)).toEqual([5]);
});

test('a slice of a GPU has the engine’s share only; no metric is no GPU', async () => {
  const metrics = answering({ DCGM_FI_PROF_GR_ENGINE_ACTIVE: [sample({ ...OF_POD, GPU_I_ID: '3' }, 0.5)] });

  expect((await gpuUse(metrics, [POD]))[0]).toMatchObject({ metric: 'DCGM_FI_PROF_GR_ENGINE_ACTIVE', busy: 0.5 });
  expect(await gpuUse(answering({ DCGM_FI_DEV_GPU_UTIL: [sample(OF_OTHER, 99)] }), [POD])).toEqual([]);
});

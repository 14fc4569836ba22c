import type { KubeObject } from '../object.ts';
import type { InstallationName, World } from '../world.ts';
import { makeReadyConditions, type Readiness } from './gpu-model-status.ts';

const NAMESPACE = 'llm';
/** The guide's requests name its model qwen3; the release's sample is served as its weights are called. */
const SERVED = { guide: 'qwen3', 'maas-0.0.2': 'Qwen/Qwen3-0.6B' } as const;
const GPU = 'nvidia.com/gpu';
export const GPU_SELECTOR = { 'nvidia.com/gpu.present': 'true' };
export const GPU_MODEL = { guide: 'qwen3', 'maas-0.0.2': 'qwen3-single-node-no-scheduler-nvidia-gpu' } as const;

/** The container that serves it. */
export const gpuServer = (name: string, installation: InstallationName) => ({
  name,
  image: 'docker.io/vllm/vllm-openai:v0.11.0',
  command: ['vllm', 'serve'],
  args: ['/mnt/models', '--served-model-name', SERVED[installation], '--max-model-len', '8192', '--enforce-eager'],
  resources: { requests: { cpu: '1', memory: '8Gi', [GPU]: '1' }, limits: { cpu: '4', memory: '12Gi', [GPU]: '1' } },
});

/** Lets a node offer a GPU, as the device plugin does; the label is Node Feature Discovery's. */
export function offerGpu({ objects }: World, node: string, { labelled }: { labelled: boolean }): void {
  objects.edit({ kind: 'Node', name: node }, ({ metadata, status }) => {
    status.capacity[GPU] = '1';
    status.allocatable[GPU] = '1';
    if (labelled) metadata.labels = { ...metadata.labels, ...GPU_SELECTOR };
  });
}

/** Deploys the guide's Qwen3, which asks for a GPU: its pod runs on a node, or waits for one. */
export function declareGpuModel(world: World, where: Readiness): void {
  const name = GPU_MODEL[world.installation];
  world.objects.put(world.installation === 'guide' ? inferenceService(name, where) : llmInferenceService(name, where));
  world.objects.put(pod(world, name, where));
}

function inferenceService(name: string, where: Readiness): KubeObject {
  const { resources, args } = gpuServer('kserve-container', 'guide');
  return {
    apiVersion: 'serving.kserve.io/v1beta1',
    kind: 'InferenceService',
    metadata: { name, namespace: NAMESPACE, annotations: { 'serving.kserve.io/deploymentMode': 'Serverless' } },
    spec: {
      predictor: {
        minReplicas: 1,
        nodeSelector: GPU_SELECTOR,
        model: {
          modelFormat: { name: 'vLLM' },
          runtime: 'vllm-runtime',
          storageUri: 'hf://Qwen/Qwen3-0.6B',
          args,
          resources,
        },
      },
    },
    status: { conditions: makeReadyConditions(['PredictorReady'], where) },
  };
}

function llmInferenceService(name: string, where: Readiness): KubeObject {
  return {
    apiVersion: 'serving.kserve.io/v1alpha1',
    kind: 'LLMInferenceService',
    metadata: { name, namespace: NAMESPACE, annotations: { 'alpha.maas.opendatahub.io/tiers': '[]' } },
    spec: {
      model: { uri: 'hf://Qwen/Qwen3-0.6B', name: SERVED['maas-0.0.2'] },
      replicas: 1,
      router: { route: {}, gateway: { refs: [{ name: 'maas-default-gateway', namespace: 'openshift-ingress' }] } },
      template: { nodeSelector: GPU_SELECTOR, containers: [gpuServer('main', 'maas-0.0.2')] },
    },
    status: { conditions: makeReadyConditions(['MainWorkloadReady', 'WorkloadsReady'], where) },
  };
}

function pod({ installation }: World, name: string, where: Readiness): KubeObject {
  const labels: Record<string, string> =
    installation === 'guide'
      ? { 'serving.kserve.io/inferenceservice': name, component: 'predictor' }
      : { 'app.kubernetes.io/name': name, 'app.kubernetes.io/part-of': 'llminferenceservice' };
  const container = installation === 'guide' ? 'kserve-container' : 'main';
  const ready = 'runsOn' in where;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `${name}-7d9c6b5f48-x7k2p`, namespace: NAMESPACE, labels },
    spec: {
      ...(ready ? { nodeName: where.runsOn } : {}),
      nodeSelector: GPU_SELECTOR,
      containers: [gpuServer(container, installation)],
    },
    status: {
      phase: ready ? 'Running' : 'Pending',
      conditions: [
        ready
          ? { type: 'PodScheduled', status: 'True' }
          : { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: where.waitsFor },
        { type: 'Ready', status: ready ? 'True' : 'False' },
      ],
      containerStatuses: ready ? [{ name: container, ready: true, restartCount: 0, state: { running: {} } }] : [],
    },
  };
}

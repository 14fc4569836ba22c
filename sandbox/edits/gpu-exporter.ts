import { Gauge, Registry } from 'prom-client';
import type { KubeObject } from '../object.ts';
import type { World } from '../world.ts';

const NAMESPACE = 'nvidia-gpu-operator';
const NAME = 'nvidia-dcgm-exporter';
const ADDRESS = '10.129.2.91';
const LABELS = { app: NAME };
const PORT = { name: 'gpu-metrics', port: 9400 };
/** What a small model's weights and its cache take, in MiB; a driver alone takes next to nothing. */
const WITH_MODEL = 6144;
const DRIVER_ONLY = 3;
const BUSY_PERCENT = 93;

interface Exported {
  /** Name of the model's InferenceService or LLMInferenceService: that of its metrics. */
  resource: string;
  pod: KubeObject;
  node: { name: string; address: string };
}

/**
 * Deploys the exporter of GPU metrics that the NVIDIA GPU operator brings, and its monitor. The GPU is busy where the model has
 * generated tokens since the scrape before.
 */
export function exposeGpu(world: World, { resource, pod, node }: Exported): void {
  for (const object of objects(node)) world.objects.put(object);
  const registry = new Registry();
  world.registries.set(NAME, registry);
  const container = pod.spec.containers.find(({ resources }: { resources?: object }) => resources !== undefined);
  const labels = {
    gpu: '0',
    UUID: 'GPU-5f1c7a36-3f0e-4c55-9b5e-6c0b7a5d7c11',
    device: 'nvidia0',
    modelName: 'NVIDIA A10G',
    Hostname: node.name,
    namespace: pod.metadata.namespace ?? '',
    pod: pod.metadata.name,
    container: container?.name ?? '',
  };
  const gauge = (name: string, help: string, read: () => Promise<number>): Gauge =>
    new Gauge({
      name,
      help,
      labelNames: Object.keys(labels),
      registers: [registry],
      async collect() {
        this.set(labels, await read());
      },
    });
  const { qwen } = world.behaviour;
  let before = 0;
  gauge('DCGM_FI_DEV_GPU_UTIL', 'GPU utilization (in %).', async () => {
    const now = await generatedTokens(world, resource);
    const isBusy = now > before && !qwen.onProcessor;
    before = now;
    return isBusy ? BUSY_PERCENT : 0;
  });
  gauge('DCGM_FI_DEV_FB_USED', 'Framebuffer memory used (in MiB).', async () =>
    qwen.onProcessor ? DRIVER_ONLY : WITH_MODEL,
  );
}

async function generatedTokens({ registries }: World, resource: string): Promise<number> {
  const counter = await registries.get(resource)?.getSingleMetric('vllm:generation_tokens_total')?.get();
  return counter?.values.reduce((sum, { value }) => sum + value, 0) ?? 0;
}

function objects(node: Exported['node']): KubeObject[] {
  const metadata = { name: NAME, namespace: NAMESPACE, labels: LABELS };
  const podName = `${NAME}-q6w2t`;
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE }, status: { phase: 'Active' } },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { ...metadata, name: podName },
      spec: {
        nodeName: node.name,
        containers: [
          {
            name: NAME,
            image: 'nvcr.io/nvidia/k8s/dcgm-exporter:4.2.3-4.1.3-ubi9',
            ports: [{ name: PORT.name, containerPort: PORT.port, protocol: 'TCP' }],
          },
        ],
      },
      status: {
        phase: 'Running',
        podIP: ADDRESS,
        hostIP: node.address,
        conditions: ['PodScheduled', 'Initialized', 'ContainersReady', 'Ready'].map((type) => ({
          type,
          status: 'True',
        })),
        containerStatuses: [{ name: NAME, ready: true, restartCount: 0, state: { running: {} } }],
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: {
        type: 'ClusterIP',
        clusterIP: '172.30.20.198',
        selector: LABELS,
        ports: [{ ...PORT, targetPort: PORT.port, protocol: 'TCP' }],
      },
    },
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { ...metadata, name: `${NAME}-x2x7k`, labels: { 'kubernetes.io/service-name': NAME } },
      addressType: 'IPv4',
      endpoints: [
        {
          addresses: [ADDRESS],
          conditions: { ready: true },
          targetRef: { kind: 'Pod', name: podName, namespace: NAMESPACE },
        },
      ],
      ports: [{ ...PORT, protocol: 'TCP' }],
    },
    {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      metadata,
      spec: {
        selector: { matchLabels: LABELS },
        endpoints: [{ port: PORT.name, path: '/metrics', interval: '15s' }],
      },
    },
  ];
}

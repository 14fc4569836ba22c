import type { Metrics, Sample } from './metrics.ts';

/**
 * What DCGM's exporter says of how busy a GPU is, the first that is there (etc/default-counters.csv of NVIDIA/dcgm-exporter): per
 * cent, and the busy share of the engine, which a slice of a GPU has instead.
 */
const BUSY = ['DCGM_FI_DEV_GPU_UTIL', 'DCGM_FI_PROF_GR_ENGINE_ACTIVE'] as const;
/** MiB. */
const MEMORY = 'DCGM_FI_DEV_FB_USED';

/** A pod on a node with a GPU. */
export interface GpuPod {
  namespace: string;
  name: string;
  node?: string;
}

/** How one GPU is used, as its exporter said last. */
export interface GpuUse {
  /** The metric that `busy` is the value of. */
  metric: string;
  /** `GPU 0 of worker-1`. */
  gpu: string;
  busy: number;
  memoryMiB?: number;
  /** When it was scraped, Unix seconds. */
  at: number;
}

/** The exporter's own labels, which Prometheus keeps as exported_… beside those of the exporter's pod. */
const own = ({ labels }: Sample, name: string): string | undefined => labels[`exported_${name}`] ?? labels[name];

const keyOf = ({ labels }: Sample): string => `${labels['UUID'] ?? labels['gpu']} ${labels['GPU_I_ID'] ?? ''}`;

/**
 * The GPUs of pods, by the exporter's labels of who uses one; where it names no pods, those of the pods' nodes. May be empty. Throws
 * Inconclusive where Prometheus cannot be asked.
 */
export async function gpuUse(metrics: Pick<Metrics, 'query'>, pods: readonly GpuPod[]): Promise<GpuUse[]> {
  for (const metric of BUSY) {
    const samples = await metrics.query(metric);
    const isOfPod = (sample: Sample): boolean =>
      pods.some(({ name, namespace }) => own(sample, 'pod') === name && own(sample, 'namespace') === namespace);
    const namesPods = samples.some(({ labels }) => labels['exported_pod'] !== undefined);
    const isOfNode = ({ labels }: Sample): boolean =>
      !namesPods && pods.some(({ node }) => node !== undefined && labels['Hostname'] === node);
    const byPod = samples.filter(isOfPod);
    const found = byPod.length > 0 ? byPod : samples.filter(isOfNode);
    if (found.length === 0) continue;
    const [times, memory] = [await metrics.query(`timestamp(${metric})`), await metrics.query(MEMORY)];
    return found.map((sample) => ({
      metric,
      gpu: `GPU ${sample.labels['gpu'] ?? '?'} of ${sample.labels['Hostname'] ?? 'an unnamed node'}`,
      busy: sample.value,
      memoryMiB: memory.find((one) => keyOf(one) === keyOf(sample))?.value,
      at: times.find((one) => keyOf(one) === keyOf(sample))?.value ?? 0,
    }));
  }
  return [];
}

import type { Layout } from '../../layouts/layout.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { isLive } from '../cluster/pods.ts';
import { clusterReader } from '../cluster/reader.ts';
import { Inconclusive, Violation } from '../outcome.ts';
import { declaredModels } from './declared.ts';
import { gpusOfModel } from './gpu.ts';
import { modelsWithPods } from './pods.ts';

/** A model as declared, with the GPU resources that it asks for. */
export interface DeclaredOnGpu {
  namespace: string;
  name: string;
  /** Its object's text: arguments, weights, names. */
  spec: string;
  gpus: string[];
  pods: { name: string; node?: string }[];
}

/** The declared models with what they ask for; `untold` where the cluster cannot be read. */
export async function modelsAndGpus(
  cluster: Cluster,
  layout: Layout,
): Promise<{ kind: 'told'; models: DeclaredOnGpu[] } | { kind: 'untold'; why: string }> {
  try {
    const reader = clusterReader(cluster);
    const found = await modelsWithPods(reader, await declaredModels(reader, layout));
    const models = found.map((entry) => ({
      namespace: entry.model.namespace,
      name: entry.model.name,
      spec: JSON.stringify(entry.model.object.spec ?? {}),
      gpus: gpusOfModel(entry),
      pods: entry.pods.filter(isLive).map(({ metadata, spec }) => ({ name: metadata.name, node: spec?.nodeName })),
    }));
    return { kind: 'told', models };
  } catch (error) {
    if (!(error instanceof Inconclusive || error instanceof Violation)) throw error;
    return { kind: 'untold', why: error.message };
  }
}

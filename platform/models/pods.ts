import { Pod } from '../cluster/kinds/core.ts';
import type { PodObject } from '../cluster/pods.ts';
import type { ClusterReader } from '../cluster/reader.ts';
import { type DeclaredModel, podsOfModel } from './declared.ts';

/** A model and the pods that serve it, those included that are on their way out. */
export interface ModelWithPods {
  model: DeclaredModel;
  pods: PodObject[];
}

/** Reads the pods of models: one list for each of their namespaces. */
export async function modelsWithPods(
  cluster: Pick<ClusterReader, 'list'>,
  models: readonly DeclaredModel[],
): Promise<ModelWithPods[]> {
  const namespaces = [...new Set(models.map(({ namespace }) => namespace))];
  const pods = (await Promise.all(namespaces.map((namespace) => cluster.list(Pod, { namespace })))).flat();
  return models.map((model) => ({ model, pods: podsOfModel(model, pods) }));
}

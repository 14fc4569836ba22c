import type { Layout } from '../../layouts/layout.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { PodObject } from '../cluster/pods.ts';
import { clusterReader } from '../cluster/reader.ts';
import { Inconclusive, Violation } from '../outcome.ts';
import { settle, WAITS } from '../waits.ts';
import { declaredModels } from './declared.ts';
import type { ServedModel } from './models.ts';
import { modelsWithPods } from './pods.ts';

const TAIL_LINES = 5_000;

/** The pods that may serve a model: its own, or those of every declared model where the catalogue does not name it. */
async function candidates(cluster: Cluster, layout: Layout, model: ServedModel): Promise<PodObject[]> {
  const reader = clusterReader(cluster);
  const declared = await declaredModels(reader, layout);
  const { resource } = model;
  const own = declared.filter(({ namespace, name }) =>
    resource === undefined ? name === model.id : name === resource.name && namespace === resource.namespace,
  );
  const models = await modelsWithPods(reader, own.length > 0 ? own : declared);
  return models.flatMap(({ pods }) => pods);
}

/** The logs of every container of the pods; undefined where one of them cannot be read. */
async function logsOf(cluster: Cluster, pods: readonly PodObject[]): Promise<string | undefined> {
  const containers = pods.flatMap(({ metadata, spec }) =>
    (spec?.containers ?? []).map(({ name }) => ({
      namespace: metadata.namespace ?? '',
      pod: metadata.name,
      container: name,
    })),
  );
  const answers = await Promise.all(containers.map((where) => cluster.logs({ ...where, tailLines: TAIL_LINES })));
  const texts = answers.map((answer) => (answer.kind === 'found' ? answer.value : undefined));
  return texts.includes(undefined) ? undefined : texts.join('\n');
}

/**
 * Whether a model's log shows a request, by its tracking id. Only a log that shows the control, which is known to be
 * served, can show that the other one is missing.
 */
export async function seenByModel(
  cluster: Cluster,
  layout: Layout,
  model: ServedModel,
  ids: { request: string; control: string },
  sinceAnswer: number,
): Promise<'seen' | 'not-seen' | 'unknown'> {
  try {
    const pods = await candidates(cluster, layout, model);
    if (pods.length === 0) return 'unknown';
    const began = performance.now();
    const looked = await settle(async () => {
      const text = await logsOf(cluster, pods);
      if (text === undefined) return 'unknown' as const;
      if (text.includes(ids.request)) return 'seen' as const;
      const isLate = sinceAnswer + performance.now() - began >= WAITS.modelLog;
      return isLate && text.includes(ids.control) ? ('not-seen' as const) : undefined;
    }, WAITS.modelLogSettle);
    return looked?.value ?? 'unknown';
  } catch (error) {
    // Objects that cannot be read, or a type that is not there: nothing can be known.
    if (error instanceof Inconclusive || error instanceof Violation) return 'unknown';
    throw error;
  }
}

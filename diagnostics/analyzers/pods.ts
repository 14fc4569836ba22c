import type { Layout } from '../../layouts/layout.ts';
import type { Cluster } from '../../platform/cluster/cluster.ts';
import { Pod } from '../../platform/cluster/kinds/core.ts';
import { isLive, type PodObject, podProblem } from '../../platform/cluster/pods.ts';
import type { Statement } from './statement.ts';

/** So many logs are read of each workload: its pods say the same. */
const PODS_READ = 3;
const LINES_READ = 200;

/** Containers of the servers of models, as KServe names them. */
const MODEL_CONTAINERS = new Set(['kserve-container', 'main']);

/** Whether a pod serves a model, by the labels that KServe gives to those of either kind of model. */
const servesModel = ({ metadata: { labels = {} } }: PodObject): boolean =>
  labels['serving.kserve.io/inferenceservice'] !== undefined ||
  labels['app.kubernetes.io/part-of'] === 'llminferenceservice';

interface LogPlace {
  whose: string;
  pod: PodObject;
  container?: string;
  previous?: true;
}

function ofWorkloads(pods: readonly PodObject[], { workloads }: Layout): LogPlace[] {
  const { api, authorino, limitador, gateway } = workloads;
  return Object.entries({ api, authorino, limitador, gateway }).flatMap(([whose, { name, namespaces }]) =>
    pods
      .filter(({ metadata }) => namespaces.includes(metadata.namespace ?? '') && metadata.name.startsWith(`${name}-`))
      .slice(0, PODS_READ)
      .map((pod) => ({ whose, pod })),
  );
}

/** Of a model's server that ended, what it said last. */
const ofModels = (pods: readonly PodObject[]): LogPlace[] =>
  pods
    .flatMap((pod) =>
      (pod.status?.containerStatuses ?? [])
        .filter(({ name, lastState }) => MODEL_CONTAINERS.has(name) && lastState?.terminated !== undefined)
        .map(({ name }) => ({ whose: 'model', pod, container: name, previous: true as const })),
    )
    .slice(0, PODS_READ);

async function linesOf(cluster: Cluster, { whose, pod, container, previous }: LogPlace): Promise<Statement[]> {
  const { name, namespace = '' } = pod.metadata;
  const answer = await cluster.logs({ namespace, pod: name, container, tailLines: LINES_READ, previous });
  if (answer.kind !== 'found') return [];
  const where = `log ${namespace}/${name}${container === undefined ? '' : `/${container}`}${previous === true ? ' (previous)' : ''}`;
  return answer.value
    .split('\n')
    .filter((text) => text.trim() !== '')
    .map((text) => ({ source: 'log' as const, subject: whose, where, text: text.trim() }));
}

/** Why pods are not Ready, and what the workloads of the layout and crashed model servers have logged. */
export async function saidByPods(cluster: Cluster, layout: Layout): Promise<Statement[]> {
  const answer = await cluster.list(Pod);
  if (answer.kind !== 'found') return [];
  const live = answer.value.items.filter(isLive);
  const troubles = live.flatMap((pod) => {
    const text = podProblem(pod);
    const where = `Pod ${pod.metadata.namespace}/${pod.metadata.name} status`;
    return text === undefined
      ? []
      : [{ source: 'object' as const, subject: servesModel(pod) ? 'Pod of a model' : 'Pod', where, text }];
  });
  const logs = await Promise.all(
    [...ofWorkloads(live, layout), ...ofModels(live)].map((place) => linesOf(cluster, place)),
  );
  return [...troubles, ...logs.flat()];
}

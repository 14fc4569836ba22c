import { z } from 'zod';
import { readCondition } from '../cluster/conditions.ts';
import type { ObjectOf } from '../cluster/kinds/base.ts';
import type { Node } from '../cluster/kinds/core.ts';
import { isLive, type PodObject } from '../cluster/pods.ts';
import type { ModelWithPods } from './pods.ts';

type NodeObject = ObjectOf<typeof Node>;

/** Extended resources that are GPUs or slices of one, as their device plugins name them. */
const GPU = /^(nvidia\.com\/(gpu|mig-.+)|amd\.com\/gpu|gpu\.intel\.com\/.+|habana\.ai\/gaudi)$/;
/** Specs nest containers a few levels deep; deeper is no container. */
const MAX_DEPTH = 12;

const Resources = z.looseObject({
  limits: z.record(z.string(), z.coerce.string()).optional().catch(undefined),
  requests: z.record(z.string(), z.coerce.string()).optional().catch(undefined),
});
type Quantities = Readonly<Record<string, string>>;

const gpuNames = (...quantities: (Quantities | undefined)[]): string[] =>
  quantities.flatMap((one) =>
    Object.entries(one ?? {}).flatMap(([name, count]) => (GPU.test(name) && Number(count) > 0 ? [name] : [])),
  );

/** The GPU resources that a model's spec asks for, wherever in it its containers are. */
function gpusOfSpec(spec: unknown, depth = 0): string[] {
  if (typeof spec !== 'object' || spec === null || depth > MAX_DEPTH) return [];
  return Object.entries(spec).flatMap(([key, value]) => {
    const resources = key === 'resources' ? Resources.safeParse(value).data : undefined;
    return resources === undefined ? gpusOfSpec(value, depth + 1) : gpuNames(resources.limits, resources.requests);
  });
}

const gpusOfPod = ({ spec }: PodObject): string[] => [
  ...new Set((spec?.containers ?? []).flatMap(({ resources }) => gpuNames(resources?.limits, resources?.requests))),
];

/** The GPU resources that a model asks for: its spec's, or its pods', which hold what a runtime adds. */
export const gpusOfModel = ({ model, pods }: ModelWithPods): string[] => [
  ...new Set([...gpusOfSpec(model.object.spec), ...pods.flatMap(gpusOfPod)]),
];

const has = (node: NodeObject, resource: string): boolean => Number(node.status?.allocatable?.[resource] ?? 0) > 0;

const usable = (node: NodeObject): boolean => node.spec?.unschedulable !== true && readCondition(node, 'Ready').holds;

const selected = (node: NodeObject, selector: Quantities): boolean =>
  Object.entries(selector).every(([key, value]) => node.metadata.labels?.[key] === value);

const labels = (selector: Quantities): string =>
  Object.entries(selector)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');

/** Why a pod did not get the GPU that it asks for; undefined where it runs on a node that has it. */
function podTrouble(pod: PodObject, resources: readonly string[], nodes: readonly NodeObject[]): string | undefined {
  const name = `pod ${pod.metadata.namespace}/${pod.metadata.name}`;
  const selector = pod.spec?.nodeSelector ?? {};
  const asked = gpusOfPod(pod);
  const lost = resources.filter((resource) => !asked.includes(resource));
  if (pod.spec?.nodeName === undefined) {
    const scheduled = readCondition(pod, 'PodScheduled');
    const fitting = nodes.filter((node) => usable(node) && resources.some((resource) => has(node, resource)));
    const unlabelled = fitting.length > 0 && !fitting.some((node) => selected(node, selector));
    const why = unlabelled ? `; no node with a GPU has the label ${labels(selector)} that it selects by` : '';
    return `${name} has no node: ${scheduled.text}${why}`;
  }
  if (lost.length > 0 && asked.length === 0) return `${name} runs without asking for ${lost.join(', ')}`;
  const node = nodes.find(({ metadata }) => metadata.name === pod.spec?.nodeName);
  if (node === undefined) return `${name} is on node ${pod.spec.nodeName}, which does not exist`;
  const missing = asked.filter((resource) => !has(node, resource));
  return missing.length === 0
    ? undefined
    : `${name} is on node ${node.metadata.name}, which offers no ${missing.join(', ')}`;
}

/** What keeps models from the GPUs that they ask for, and where those run that have theirs. */
export interface GpuReport {
  problems: string[];
  placed: string[];
}

/** Judges models that ask for a GPU: a usable node offers it, and every pod that asks for it is on such a node (FM-48). */
export function gpuReport(models: readonly ModelWithPods[], nodes: readonly NodeObject[]): GpuReport {
  const reports = models.map((entry): GpuReport => {
    const resources = gpusOfModel(entry);
    const name = `${entry.model.namespace}/${entry.model.name}`;
    const offered = resources.filter((resource) => nodes.some((node) => usable(node) && has(node, resource)));
    const missing = resources.filter((resource) => !offered.includes(resource));
    const asking = entry.pods.filter(isLive).filter((pod) => gpusOfPod(pod).length > 0 || entry.pods.length === 1);
    const troubles = asking.map((pod) => podTrouble(pod, resources, nodes)).filter((trouble) => trouble !== undefined);
    return {
      problems: [
        ...(missing.length > 0
          ? [`${name} asks for ${missing.join(', ')}, which no Ready, schedulable node offers`]
          : []),
        ...troubles,
        ...(asking.length === 0 ? [`${name} asks for ${resources.join(', ')} and has no pod that got it`] : []),
      ],
      placed: asking
        .filter((pod) => pod.spec?.nodeName !== undefined)
        .map((pod) => `${name} has ${gpusOfPod(pod).join(', ')} on ${pod.spec?.nodeName}`),
    };
  });
  return { problems: reports.flatMap(({ problems }) => problems), placed: reports.flatMap(({ placed }) => placed) };
}

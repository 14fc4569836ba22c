import type { Layout } from '../../layouts/layout.ts';
import type { Target } from './metrics.ts';

/** A workload of the layout whose pods must be scraped. */
export interface ScrapedWorkload {
  name: string;
  namespaces: readonly string[];
}

/** The workloads that the layout wants scraped. */
export function scrapedWorkloads(layout: Layout): ScrapedWorkload[] {
  return layout.metrics.scraped.map((id) => layout.workloads[id]);
}

/** Whether a pod belongs to a workload, by its name: a job's name is the monitor's choice and tells nothing. */
export function isPodOf(workload: ScrapedWorkload, pod: { namespace?: string; name?: string }): boolean {
  return workload.namespaces.includes(pod.namespace ?? '') && (pod.name ?? '').startsWith(`${workload.name}-`);
}

/** The targets that are pods of a workload. */
export function targetsOf(workload: ScrapedWorkload, targets: readonly Target[]): Target[] {
  return targets.filter(({ labels }) => isPodOf(workload, { namespace: labels['namespace'], name: labels['pod'] }));
}

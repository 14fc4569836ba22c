import { Violation } from '../outcome.ts';
import { readCondition, troublesReported } from './conditions.ts';
import type { ObjectOf } from './kinds/base.ts';
import { Deployment, Pod } from './kinds/core.ts';
import { LabelSelector } from './kinds/monitoring.ts';
import { matchesLabels } from './label-selector.ts';
import { type PodObject, podsReport, type WorkloadReport } from './pods.ts';
import type { ClusterReader } from './reader.ts';

export type DeploymentObject = ObjectOf<typeof Deployment>;

const pathOf = (object: { metadata: { name: string; namespace?: string } }): string =>
  `${object.metadata.namespace ?? ''}/${object.metadata.name}`;

/** The pods that a Deployment selects; where it has no selector that can be read, those of its ReplicaSets. */
function podsOf({ metadata, spec }: DeploymentObject, pods: readonly PodObject[]): PodObject[] {
  const selector = LabelSelector.safeParse(spec?.selector).data;
  const isSelective = Object.keys(selector?.matchLabels ?? {}).length + (selector?.matchExpressions ?? []).length > 0;
  const prefix = `${metadata.name}-`;
  const isOwn = (name: string): boolean => name.startsWith(prefix) && /^[a-z0-9]+$/.test(name.slice(prefix.length));
  const owned = (pod: PodObject): boolean =>
    (pod.metadata.ownerReferences ?? []).some((owner) => owner.kind === 'ReplicaSet' && isOwn(owner.name));
  const selected = (pod: PodObject): boolean =>
    selector !== undefined && isSelective ? matchesLabels(selector, pod.metadata.labels) : owned(pod);
  return pods.filter((pod) => pod.metadata.namespace === metadata.namespace && selected(pod));
}

/** What a Deployment's own status says against it, with the reasons that its conditions give. */
function rolloutProblems(deployment: DeploymentObject, desired: number): string[] {
  const { observedGeneration, updatedReplicas = 0, availableReplicas = 0 } = deployment.status ?? {};
  const { generation, deletionTimestamp } = deployment.metadata;
  const problems: string[] = [];
  if (deletionTimestamp !== undefined) problems.push(`it is being deleted since ${deletionTimestamp}`);
  if (desired === 0) problems.push('it is scaled to 0');
  if (generation !== undefined && observedGeneration !== generation)
    problems.push(`its status is about generation ${observedGeneration ?? 'none'}, now ${generation}`);
  if (availableReplicas < desired) problems.push(`${availableReplicas} of ${desired} replicas available`);
  if (updatedReplicas < desired) problems.push(`${updatedReplicas} of ${desired} replicas are of the current template`);
  const failed = ['Available', 'Progressing']
    .map((type) => readCondition(deployment, type))
    .filter(({ status }) => status === 'False')
    .map(({ text }) => text);
  const reasons = problems.length === 0 ? [] : [...failed, ...troublesReported(deployment, ['ReplicaFailure'])];
  return [...problems, ...reasons].map((problem) => `Deployment ${pathOf(deployment)}: ${problem}`);
}

/** Judges a Deployment with the pods of its namespace: rolled out, available as desired, and its pods Ready; `now` as in podsReport. */
export function deploymentReport(
  deployment: DeploymentObject,
  pods: readonly PodObject[],
  now: number,
): WorkloadReport {
  const name = pathOf(deployment);
  const desired = deployment.spec?.replicas ?? 1;
  const own = podsReport(name, podsOf(deployment, pods), now);
  // A status can be older than the pods: where the controller is gone, it goes on to count pods that are no more.
  const fewer = own.problems.length === 0 && own.ready < desired ? [`${name}: ${own.ready} of ${desired} pods`] : [];
  return {
    ...own,
    problems: [...rolloutProblems(deployment, desired), ...(desired === 0 ? [] : [...fewer, ...own.problems])],
    summary: `${name}: ${deployment.status?.availableReplicas ?? 0}/${desired} available, ${own.summary.split(': ')[1] ?? ''}`,
  };
}

/**
 * Finds a Deployment in the first of its namespaces that has it, and judges it.
 * Throws a Violation where none has it, and Inconclusive where it cannot be read.
 */
export async function workloadReport(
  cluster: Pick<ClusterReader, 'findIn' | 'list' | 'now'>,
  workload: { name: string; namespaces: readonly string[] },
): Promise<WorkloadReport> {
  const deployment = await cluster.findIn(Deployment, workload.name, workload.namespaces);
  if (deployment === undefined) {
    throw new Violation(`Deployment ${workload.name} does not exist in ${workload.namespaces.join(', ')}`);
  }
  const pods = await cluster.list(Pod, { namespace: deployment.metadata.namespace });
  return deploymentReport(deployment, pods, await cluster.now());
}

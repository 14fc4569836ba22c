import type { Layout } from '../../layouts/layout.ts';
import type { Cluster } from '../../platform/cluster/cluster.ts';
import { ClusterServiceVersion, InstallPlan, Subscription } from '../../platform/cluster/kinds/olm.ts';
import { subscriptionsOf } from '../../platform/cluster/operators.ts';
import type { Statement } from './statement.ts';

const isWaiting = (plan: { spec?: { approved?: boolean }; status?: { phase?: string } }): boolean =>
  plan.status?.phase === 'RequiresApproval' && plan.spec?.approved !== true;

/** Where the layout's operators are subscribed to: a plan elsewhere waits for something that MaaS does not need. */
async function operatorNamespaces(cluster: Cluster, layout: Layout): Promise<Set<string | undefined>> {
  const answer = await cluster.list(Subscription);
  const all = answer.kind === 'found' ? answer.value.items : [];
  const own = layout.operators.flatMap((operator) => subscriptionsOf(all, operator));
  return new Set(own.map(({ metadata }) => metadata.namespace));
}

/** What OLM says of operators that do not get on, and of plans of the layout's operators that nobody has approved. */
export async function saidByOperators(cluster: Cluster, layout: Layout): Promise<Statement[]> {
  const [versions, plans, namespaces] = await Promise.all([
    cluster.list(ClusterServiceVersion),
    cluster.list(InstallPlan),
    operatorNamespaces(cluster, layout),
  ]);
  const failed = versions.kind === 'found' ? versions.value.items : [];
  const listed = plans.kind === 'found' ? plans.value.items : [];
  const waiting = listed.filter((plan) => isWaiting(plan) && namespaces.has(plan.metadata.namespace));
  return [
    ...failed
      .filter(({ status }) => status?.phase === 'Failed')
      .map(({ metadata, status }) => ({
        source: 'object' as const,
        subject: 'ClusterServiceVersion',
        where: `ClusterServiceVersion ${metadata.namespace}/${metadata.name} status`,
        text: `Failed (${status?.reason ?? 'no reason given'}: ${status?.message ?? 'no message'})`,
      })),
    ...waiting.map(({ metadata, spec }) => ({
      source: 'object' as const,
      subject: 'InstallPlan',
      where: `InstallPlan ${metadata.namespace}/${metadata.name} status.phase`,
      text: `RequiresApproval, spec.approval is ${spec?.approval ?? 'not set'}`,
    })),
  ];
}

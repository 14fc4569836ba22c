import type { Cluster } from '../../platform/cluster/cluster.ts';
import { ClusterServiceVersion, InstallPlan } from '../../platform/cluster/kinds/olm.ts';
import type { Statement } from './statement.ts';

const isWaiting = (plan: { spec?: { approved?: boolean }; status?: { phase?: string } }): boolean =>
  plan.status?.phase === 'RequiresApproval' && plan.spec?.approved !== true;

/** What OLM says of operators that do not get on, and of plans that nobody has approved. */
export async function saidByOperators(cluster: Cluster): Promise<Statement[]> {
  const [versions, plans] = await Promise.all([cluster.list(ClusterServiceVersion), cluster.list(InstallPlan)]);
  const failed = versions.kind === 'found' ? versions.value.items : [];
  const waiting = plans.kind === 'found' ? plans.value.items.filter(isWaiting) : [];
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

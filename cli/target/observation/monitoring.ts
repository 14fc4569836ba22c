import type { Observation } from '../../../layouts/observation.ts';
import { anyKind } from '../../../platform/cluster/kinds/base.ts';
import { MonitoringConfig } from '../../../platform/cluster/kinds/monitoring.ts';
import { all, type Reading } from '../reading.ts';

const ServiceMonitor = anyKind('ServiceMonitor', 'monitoring.coreos.com', 'v1');
const PodMonitor = anyKind('PodMonitor', 'monitoring.coreos.com', 'v1');

/** The monitors beside the limiter. All are listed, as the checks list them: so it costs one question. */
export async function monitors(
  cluster: Reading,
  { deployments }: Pick<Observation, 'deployments'>,
): Promise<Observation['monitors']> {
  if (deployments === undefined) return undefined;
  const places = deployments.filter(({ name }) => name.startsWith('limitador')).map(({ namespace }) => namespace);
  if (places.length === 0) return [];
  const lists = await Promise.all(
    [ServiceMonitor, PodMonitor].map(async (kind) =>
      (await all(cluster, kind))
        ?.filter(({ metadata }) => places.includes(metadata.namespace ?? ''))
        .map(({ metadata }) => ({ kind: kind.kind, namespace: metadata.namespace ?? '', name: metadata.name })),
    ),
  );
  return lists.every((list) => list === undefined) ? undefined : lists.flatMap((list) => list ?? []);
}

/** Whether OpenShift scrapes the monitors of user workloads; undefined where its configuration cannot be read. */
export async function userWorkload(cluster: Reading): Promise<Observation['userWorkload']> {
  const answer = await cluster.get(MonitoringConfig, 'cluster-monitoring-config', 'openshift-monitoring');
  if (answer.kind === 'not-found') return false;
  return answer.kind === 'found' ? answer.value.settings?.['enableUserWorkload'] === true : undefined;
}

import type { Layout } from '../../layouts/layout.ts';
import { Deployment } from '../cluster/kinds/core.ts';
import type { ClusterReader } from '../cluster/reader.ts';
import { Violation } from '../outcome.ts';

/** The service account that maas-api runs as: Kubernetes takes `default` where the Deployment names none. */
export async function apiAccount(
  cluster: Pick<ClusterReader, 'findIn'>,
  layout: Layout,
): Promise<{ name: string; namespace: string }> {
  const { name, namespaces } = layout.workloads.api;
  const deployment = await cluster.findIn(Deployment, name, namespaces);
  if (deployment === undefined) throw new Violation(`Deployment ${name} does not exist in ${namespaces.join(', ')}`);
  return {
    name: deployment.spec?.template?.spec?.serviceAccountName ?? 'default',
    namespace: deployment.metadata.namespace ?? '',
  };
}

import { z } from 'zod';
import type { Cluster } from '../../platform/cluster/cluster.ts';
import { anyKind, clusterScoped, kindOf, Metadata } from '../../platform/cluster/kinds/base.ts';
import type { Verdict } from '../../reports/verdict-schema.ts';

const ClusterVersion = anyKind('ClusterVersion', 'config.openshift.io', 'v1', clusterScoped);
const ClusterServiceVersion = kindOf(
  'ClusterServiceVersion',
  'operators.coreos.com',
  'v1alpha1',
  z.looseObject({ metadata: Metadata, spec: z.looseObject({ version: z.string() }).optional().catch(undefined) }),
);
const Desired = z.looseObject({ desired: z.looseObject({ version: z.string() }) });

/** OLM marks the copies of a CSV that it puts into every namespace; only the original is an installation. */
const ORIGINAL = '!olm.copiedFrom';

/** Versions of OpenShift, Kubernetes and the operators, as far as the caller may read them. */
export async function versionsOf(cluster: Cluster): Promise<Verdict['target']['versions']> {
  const [server, version, csvs] = await Promise.all([
    cluster.version(),
    cluster.get(ClusterVersion, 'version'),
    cluster.list(ClusterServiceVersion, { labelSelector: ORIGINAL }),
  ]);
  const operators = csvs.kind === 'found' ? csvs.value.items : [];
  return {
    openshift: version.kind === 'found' ? Desired.safeParse(version.value.status).data?.desired.version : undefined,
    kubernetes: server.kind === 'found' ? server.value.kubernetes : undefined,
    operators: Object.fromEntries(
      operators.map(({ metadata, spec }) => [metadata.name.split('.')[0] ?? metadata.name, spec?.version ?? 'unknown']),
    ),
  };
}

/** Who asks, or undefined where the cluster does not say. */
export async function userOf(cluster: Cluster): Promise<string | undefined> {
  const answer = await cluster.whoAmI();
  return answer.kind === 'found' ? answer.value.username : undefined;
}

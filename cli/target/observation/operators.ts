import { z } from 'zod';
import type { Observation, SeenDataScienceCluster } from '../../../layouts/observation.ts';
import { DataScienceClusterV1, DataScienceClusterV2 } from '../../../platform/cluster/kinds/knative.ts';
import { ClusterServiceVersion, Subscription } from '../../../platform/cluster/kinds/olm.ts';
import { ClusterVersion } from '../../../platform/cluster/kinds/openshift.ts';
import { csvVersion } from '../../../platform/cluster/operators.ts';
import { all, type Reading } from '../reading.ts';

/** OLM marks the copies of a CSV that it puts into every namespace; only the original is an installation. */
const ORIGINAL = '!olm.copiedFrom';

/** What is installed by OLM. The copies are left out by the API server: a large cluster has one of each in every namespace. */
export async function operators(cluster: Reading): Promise<Observation['operators']> {
  return (await all(cluster, ClusterServiceVersion, { labelSelector: ORIGINAL }))?.map((csv) => ({
    name: csv.metadata.name.split('.')[0] ?? csv.metadata.name,
    version: csvVersion(csv),
    namespace: csv.metadata.namespace ?? '',
  }));
}

export async function subscriptions(cluster: Reading): Promise<Observation['subscriptions']> {
  return (await all(cluster, Subscription))?.map(({ metadata, spec }) => ({
    package: spec?.name ?? metadata.name,
    namespace: metadata.namespace ?? '',
    channel: spec?.channel,
    source: spec?.source,
  }));
}

/** The version of OpenShift. Listed, though there is one only: so the checks find it read. */
export async function openshift(cluster: Reading): Promise<Observation['openshift']> {
  return (await all(cluster, ClusterVersion))?.[0]?.status?.desired?.version;
}

const State = z.looseObject({ managementState: z.string().optional() }).optional().catch(undefined);
const KServe = z.looseObject({
  managementState: z.string().optional().catch(undefined),
  serving: State,
  modelsAsService: State,
  rawDeploymentServiceConfig: z.string().optional().catch(undefined),
});

/** The DataScienceClusters, in the later version where the cluster serves it. */
export async function dataScienceClusters(cluster: Reading): Promise<Observation['dataScienceClusters']> {
  const later = await cluster.list(DataScienceClusterV2);
  const version: SeenDataScienceCluster['version'] = later.kind === 'type-missing' ? 'v1' : 'v2';
  const found = await all(cluster, version === 'v1' ? DataScienceClusterV1 : DataScienceClusterV2);
  return found?.map(({ spec }) => {
    const kserve = KServe.safeParse(spec?.components?.['kserve']).data;
    return {
      version,
      kserve: kserve?.managementState,
      knative: kserve?.serving?.managementState,
      modelsAsService: kserve?.modelsAsService?.managementState,
      rawDeployment: kserve?.rawDeploymentServiceConfig,
    };
  });
}

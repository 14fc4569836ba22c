import { Violation } from '../outcome.ts';
import { type DataScienceClusterObject, DataScienceClusterV1, DataScienceClusterV2 } from './kinds/knative.ts';
import type { ClusterReader } from './reader.ts';

/** The DataScienceCluster, in the newest version that the cluster serves. None, or several, is a Violation. */
export async function theDataScienceCluster(
  cluster: Pick<ClusterReader, 'list' | 'listIfKnown'>,
): Promise<DataScienceClusterObject> {
  const found = (await cluster.listIfKnown(DataScienceClusterV2)) ?? (await cluster.list(DataScienceClusterV1));
  const [first, ...others] = found;
  if (first === undefined) throw new Violation('there is no DataScienceCluster');
  if (others.length > 0) {
    throw new Violation(
      `there are several DataScienceClusters: ${found.map(({ metadata }) => metadata.name).join(', ')}`,
    );
  }
  return first;
}

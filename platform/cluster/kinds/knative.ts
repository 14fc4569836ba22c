import { z } from 'zod';
import type { Kind } from '../cluster.ts';
import { absentOr, anyKind, Conditions, Count, clusterScoped, kindOf, Metadata, type ObjectOf, Text } from './base.ts';

const DataScienceCluster = z.looseObject({
  metadata: Metadata,
  spec: absentOr(
    z.looseObject({
      components: absentOr(z.record(z.string(), z.looseObject({ managementState: Text }))),
    }),
  ),
  status: absentOr(
    z.looseObject({
      phase: Text,
      observedGeneration: Count,
      conditions: Conditions,
    }),
  ),
});

/** The DataScienceCluster in one of its versions: `v1` is the guide's, `v2` came with version 3 of the operators. */
const dataScienceCluster = (version: 'v1' | 'v2'): Kind<z.infer<typeof DataScienceCluster>> =>
  kindOf('DataScienceCluster', 'datasciencecluster.opendatahub.io', version, DataScienceCluster, clusterScoped);

export const DataScienceClusterV1 = dataScienceCluster('v1');
export const DataScienceClusterV2 = dataScienceCluster('v2');
export type DataScienceClusterObject = ObjectOf<typeof DataScienceClusterV1>;

export const KnativeServing = anyKind('KnativeServing', 'operator.knative.dev', 'v1beta1');

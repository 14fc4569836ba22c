import { z } from 'zod';
import type { Kind } from '../cluster.ts';
import { anyKind, Conditions, clusterScoped, kindOf, Metadata, type ObjectOf } from './base.ts';

const Text = z.string().optional().catch(undefined);

const DataScienceCluster = z.looseObject({
  metadata: Metadata,
  spec: z
    .looseObject({
      components: z
        .record(z.string(), z.looseObject({ managementState: Text }))
        .optional()
        .catch(undefined),
    })
    .optional()
    .catch(undefined),
  status: z
    .looseObject({
      phase: Text,
      observedGeneration: z.number().optional().catch(undefined),
      conditions: Conditions,
    })
    .optional()
    .catch(undefined),
});

/** The DataScienceCluster in one of its versions: `v1` is the guide's, `v2` came with version 3 of the operators. */
const dataScienceCluster = (version: 'v1' | 'v2'): Kind<z.infer<typeof DataScienceCluster>> =>
  kindOf('DataScienceCluster', 'datasciencecluster.opendatahub.io', version, DataScienceCluster, clusterScoped);

export const DataScienceClusterV1 = dataScienceCluster('v1');
export const DataScienceClusterV2 = dataScienceCluster('v2');
export type DataScienceClusterObject = ObjectOf<typeof DataScienceClusterV1>;

export const KnativeServing = anyKind('KnativeServing', 'operator.knative.dev', 'v1beta1');

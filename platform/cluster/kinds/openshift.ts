import { z } from 'zod';
import { Conditions, clusterScoped, kindOf, Metadata } from './base.ts';

const Text = z.string().optional().catch(undefined);
const Count = z.number().optional().catch(undefined);
const CONFIG = 'config.openshift.io';

/** One step of a ClusterVersion's history, the newest first. */
const Update = z.looseObject({
  /** Completed, or Partial while (or because) it has not come to its end. */
  state: z.string(),
  version: z.string(),
  startedTime: Text,
  completionTime: Text,
});

export const ClusterVersion = kindOf(
  'ClusterVersion',
  CONFIG,
  'v1',
  z.looseObject({
    metadata: Metadata,
    status: z
      .looseObject({
        observedGeneration: Count,
        desired: z.looseObject({ version: Text }).optional().catch(undefined),
        history: z.array(Update).optional().catch(undefined),
        conditions: Conditions,
      })
      .optional()
      .catch(undefined),
  }),
  clusterScoped,
);

export const ClusterOperator = kindOf(
  'ClusterOperator',
  CONFIG,
  'v1',
  z.looseObject({
    metadata: Metadata,
    // No observedGeneration: OpenShift's operators report on themselves, not on this object's spec.
    status: z.looseObject({ conditions: Conditions }).optional().catch(undefined),
  }),
  clusterScoped,
);

export const IngressController = kindOf(
  'IngressController',
  'operator.openshift.io',
  'v1',
  z.looseObject({
    metadata: Metadata,
    status: z
      .looseObject({ observedGeneration: Count, domain: Text, availableReplicas: Count, conditions: Conditions })
      .optional()
      .catch(undefined),
  }),
);

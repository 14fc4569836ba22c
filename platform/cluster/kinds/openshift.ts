import { z } from 'zod';
import { absentOr, Conditions, Count, clusterScoped, kindOf, Metadata, Text, Words } from './base.ts';

const CONFIG = 'config.openshift.io';

/** One step of a ClusterVersion's history, the newest first. */
const Update = z.looseObject({
  /** Completed, or Partial while (or because) it has not come to its end. */
  state: z.string(),
  version: z.string(),
  startedTime: Words,
  completionTime: Words,
});

export const ClusterVersion = kindOf(
  'ClusterVersion',
  CONFIG,
  'v1',
  z.looseObject({
    metadata: Metadata,
    status: absentOr(
      z.looseObject({
        observedGeneration: Count,
        desired: absentOr(z.looseObject({ version: Text })),
        history: absentOr(z.array(Update)),
        conditions: Conditions,
      }),
    ),
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
    status: absentOr(z.looseObject({ conditions: Conditions })),
  }),
  clusterScoped,
);

export const IngressController = kindOf(
  'IngressController',
  'operator.openshift.io',
  'v1',
  z.looseObject({
    metadata: Metadata,
    status: absentOr(
      z.looseObject({ observedGeneration: Count, domain: Text, availableReplicas: Count, conditions: Conditions }),
    ),
  }),
);

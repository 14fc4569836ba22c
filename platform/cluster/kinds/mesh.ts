import { z } from 'zod';
import { Conditions, clusterScoped, kindOf, Metadata } from './base.ts';

const Text = z.string().optional().catch(undefined);
const Count = z.number().optional().catch(undefined);
const Texts = z.array(z.string()).optional().catch(undefined);
const MAISTRA = 'maistra.io';

/** What the guide calls DataScienceClusterInitialization. Version v1 is served by operators of both generations. */
export const DSCInitialization = kindOf(
  'DSCInitialization',
  'dscinitialization.opendatahub.io',
  'v1',
  z.looseObject({
    metadata: Metadata,
    spec: z.looseObject({ applicationsNamespace: Text }).optional().catch(undefined),
    status: z
      .looseObject({ phase: Text, observedGeneration: Count, conditions: Conditions })
      .optional()
      .catch(undefined),
  }),
  clusterScoped,
);

export const ServiceMeshControlPlane = kindOf(
  'ServiceMeshControlPlane',
  MAISTRA,
  'v2',
  z.looseObject({
    metadata: Metadata,
    status: z
      .looseObject({
        observedGeneration: Count,
        conditions: Conditions,
        readiness: z
          .looseObject({
            components: z.looseObject({ ready: Texts, pending: Texts, unready: Texts }).optional().catch(undefined),
          })
          .optional()
          .catch(undefined),
      })
      .optional()
      .catch(undefined),
  }),
);

export const ServiceMeshMemberRoll = kindOf(
  'ServiceMeshMemberRoll',
  MAISTRA,
  'v1',
  z.looseObject({
    metadata: Metadata,
    spec: z.looseObject({ members: Texts }).optional().catch(undefined),
    status: z
      .looseObject({
        observedGeneration: Count,
        conditions: Conditions,
        configuredMembers: Texts,
        pendingMembers: Texts,
      })
      .optional()
      .catch(undefined),
  }),
);

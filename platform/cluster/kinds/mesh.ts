import { z } from 'zod';
import { absentOr, Conditions, Count, clusterScoped, kindOf, Metadata, Text } from './base.ts';

const Texts = absentOr(z.array(z.string()));
const MAISTRA = 'maistra.io';

/** What the guide calls DataScienceClusterInitialization. Version v1 is served by operators of both generations. */
export const DSCInitialization = kindOf(
  'DSCInitialization',
  'dscinitialization.opendatahub.io',
  'v1',
  z.looseObject({
    metadata: Metadata,
    spec: absentOr(z.looseObject({ applicationsNamespace: Text })),
    status: absentOr(z.looseObject({ phase: Text, observedGeneration: Count, conditions: Conditions })),
  }),
  clusterScoped,
);

export const ServiceMeshControlPlane = kindOf(
  'ServiceMeshControlPlane',
  MAISTRA,
  'v2',
  z.looseObject({
    metadata: Metadata,
    status: absentOr(
      z.looseObject({
        observedGeneration: Count,
        conditions: Conditions,
        readiness: absentOr(
          z.looseObject({
            components: absentOr(z.looseObject({ ready: Texts, pending: Texts, unready: Texts })),
          }),
        ),
      }),
    ),
  }),
);

export const ServiceMeshMemberRoll = kindOf(
  'ServiceMeshMemberRoll',
  MAISTRA,
  'v1',
  z.looseObject({
    metadata: Metadata,
    spec: absentOr(z.looseObject({ members: Texts })),
    status: absentOr(
      z.looseObject({
        observedGeneration: Count,
        conditions: Conditions,
        configuredMembers: Texts,
        pendingMembers: Texts,
      }),
    ),
  }),
);

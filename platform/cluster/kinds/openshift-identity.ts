import { z } from 'zod';
import { clusterScoped, kindOf, Metadata } from './base.ts';

/** A group of OpenShift users. `system:` groups are virtual: they have no object. */
export const Group = kindOf(
  'Group',
  'user.openshift.io',
  'v1',
  z.looseObject({ metadata: Metadata, users: z.array(z.string()).nullish() }),
  clusterScoped,
);

/** How the cluster authenticates: `serviceAccountIssuer` is empty where its tokens have Kubernetes' own issuer. */
export const Authentication = kindOf(
  'Authentication',
  'config.openshift.io',
  'v1',
  z.looseObject({
    metadata: Metadata,
    spec: z.looseObject({ type: z.string().optional(), serviceAccountIssuer: z.string().optional() }).optional(),
  }),
  clusterScoped,
);

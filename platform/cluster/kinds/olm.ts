import { z } from 'zod';
import { Conditions, kindOf, Metadata, type ObjectOf } from './base.ts';

const Text = z.string().optional().catch(undefined);
const Flag = z.boolean().optional().catch(undefined);
const Texts = z.array(z.string()).optional().catch(undefined);
const GROUP = 'operators.coreos.com';

/** Environment that OLM gives to the operator's containers. */
const Variables = z
  .array(z.looseObject({ name: z.string(), value: Text }))
  .optional()
  .catch(undefined);

/** An operator's version, where it is installed. OLM's copies for the namespaces that it watches are never read. */
export const ClusterServiceVersion = kindOf(
  'ClusterServiceVersion',
  GROUP,
  'v1alpha1',
  z.looseObject({
    metadata: Metadata,
    spec: z
      .looseObject({
        version: Text,
        displayName: Text,
        replaces: Text,
        install: z
          .looseObject({
            spec: z
              .looseObject({
                deployments: z
                  .array(z.looseObject({ name: z.string() }))
                  .optional()
                  .catch(undefined),
              })
              .optional()
              .catch(undefined),
          })
          .optional()
          .catch(undefined),
      })
      .optional()
      .catch(undefined),
    status: z
      .looseObject({ phase: Text, reason: Text, message: Text, lastTransitionTime: Text })
      .optional()
      .catch(undefined),
  }),
  // The copies prove nothing, and are as many as namespaces times operators: large clusters have thousands of 60 kB.
  { only: '!olm.copiedFrom', pageItems: 100 },
);
export type CsvObject = ObjectOf<typeof ClusterServiceVersion>;

export const Subscription = kindOf(
  'Subscription',
  GROUP,
  'v1alpha1',
  z.looseObject({
    metadata: Metadata,
    /** `name` is the package's. */
    spec: z
      .looseObject({
        name: Text,
        channel: Text,
        source: Text,
        installPlanApproval: Text,
        config: z.looseObject({ env: Variables }).optional().catch(undefined),
      })
      .optional()
      .catch(undefined),
    status: z
      .looseObject({ state: Text, currentCSV: Text, installedCSV: Text, conditions: Conditions })
      .optional()
      .catch(undefined),
  }),
);
export type SubscriptionObject = ObjectOf<typeof Subscription>;

export const InstallPlan = kindOf(
  'InstallPlan',
  GROUP,
  'v1alpha1',
  z.looseObject({
    metadata: Metadata,
    spec: z
      .looseObject({ approval: Text, approved: Flag, clusterServiceVersionNames: Texts })
      .optional()
      .catch(undefined),
    status: z.looseObject({ phase: Text }).optional().catch(undefined),
  }),
);
export type InstallPlanObject = ObjectOf<typeof InstallPlan>;

/** Which namespaces the operators of a namespace watch. Exactly one must be where an operator is installed. */
export const OperatorGroup = kindOf(
  'OperatorGroup',
  GROUP,
  'v1',
  z.looseObject({ metadata: Metadata, status: z.looseObject({ conditions: Conditions }).optional().catch(undefined) }),
);
export type OperatorGroupObject = ObjectOf<typeof OperatorGroup>;

export const CatalogSource = kindOf(
  'CatalogSource',
  GROUP,
  'v1alpha1',
  z.looseObject({
    metadata: Metadata,
    status: z
      .looseObject({ connectionState: z.looseObject({ lastObservedState: Text }).optional().catch(undefined) })
      .optional()
      .catch(undefined),
  }),
);

/** What a catalog offers of one package. An API server of OLM's own serves it, from the catalogs that answer. */
export const PackageManifest = kindOf(
  'PackageManifest',
  'packages.operators.coreos.com',
  'v1',
  z.looseObject({
    metadata: Metadata,
    status: z
      .looseObject({
        packageName: Text,
        catalogSource: Text,
        defaultChannel: Text,
        channels: z
          .array(z.looseObject({ name: z.string(), currentCSV: Text }))
          .optional()
          .catch(undefined),
      })
      .optional()
      .catch(undefined),
  }),
);

import { z } from 'zod';
import { Condition, kindOf, Metadata, type ObjectOf } from './base.ts';

const Text = z.string().optional().catch(undefined);
const Flag = z.boolean().optional().catch(undefined);
const Texts = z.array(z.string()).optional().catch(undefined);
const Conditions = z.array(Condition).optional().catch(undefined);
const GROUP = 'operators.coreos.com';

/** Environment that OLM gives to the operator's containers. */
const Variables = z
  .array(z.looseObject({ name: z.string(), value: Text }))
  .optional()
  .catch(undefined);

/** An operator's version in one namespace: the real one, or a copy that OLM makes for namespaces that it watches. */
export const ClusterServiceVersion = kindOf(
  'ClusterServiceVersion',
  GROUP,
  'v1alpha1',
  z.looseObject({
    metadata: Metadata,
    spec: z.looseObject({ version: Text, displayName: Text }).optional().catch(undefined),
    status: z.looseObject({ phase: Text, reason: Text, message: Text }).optional().catch(undefined),
  }),
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
        channels: z
          .array(z.looseObject({ name: z.string(), currentCSV: Text }))
          .optional()
          .catch(undefined),
      })
      .optional()
      .catch(undefined),
  }),
);

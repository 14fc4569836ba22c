import { z } from 'zod';
import { absentOr, Conditions, Flag, kindOf, Metadata, type ObjectOf, Text, Words } from './base.ts';

const Texts = absentOr(z.array(z.string()));
const GROUP = 'operators.coreos.com';

/** Environment that OLM gives to the operator's containers. */
const Variables = absentOr(z.array(z.looseObject({ name: z.string(), value: Text })));

/** An operator's version, where it is installed. OLM's copies for the namespaces that it watches are never read. */
export const ClusterServiceVersion = kindOf(
  'ClusterServiceVersion',
  GROUP,
  'v1alpha1',
  z.looseObject({
    metadata: Metadata,
    spec: absentOr(
      z.looseObject({
        version: Text,
        displayName: Words,
        replaces: Text,
        install: absentOr(
          z.looseObject({
            spec: absentOr(
              z.looseObject({
                deployments: absentOr(z.array(z.looseObject({ name: z.string() }))),
              }),
            ),
          }),
        ),
      }),
    ),
    status: absentOr(z.looseObject({ phase: Text, reason: Words, message: Words, lastTransitionTime: Text })),
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
    spec: absentOr(
      z.looseObject({
        name: Text,
        channel: Text,
        source: Text,
        installPlanApproval: Text,
        config: absentOr(z.looseObject({ env: Variables })),
      }),
    ),
    status: absentOr(z.looseObject({ state: Text, currentCSV: Text, installedCSV: Text, conditions: Conditions })),
  }),
);
export type SubscriptionObject = ObjectOf<typeof Subscription>;

export const InstallPlan = kindOf(
  'InstallPlan',
  GROUP,
  'v1alpha1',
  z.looseObject({
    metadata: Metadata,
    spec: absentOr(z.looseObject({ approval: Text, approved: Flag, clusterServiceVersionNames: Texts })),
    status: absentOr(z.looseObject({ phase: Text })),
  }),
);
export type InstallPlanObject = ObjectOf<typeof InstallPlan>;

/** Which namespaces the operators of a namespace watch. Exactly one must be where an operator is installed. */
export const OperatorGroup = kindOf(
  'OperatorGroup',
  GROUP,
  'v1',
  z.looseObject({ metadata: Metadata, status: absentOr(z.looseObject({ conditions: Conditions })) }),
);
export type OperatorGroupObject = ObjectOf<typeof OperatorGroup>;

export const CatalogSource = kindOf(
  'CatalogSource',
  GROUP,
  'v1alpha1',
  z.looseObject({
    metadata: Metadata,
    status: absentOr(z.looseObject({ connectionState: absentOr(z.looseObject({ lastObservedState: Text })) })),
  }),
);

/** What a catalog offers of one package. An API server of OLM's own serves it, from the catalogs that answer. */
export const PackageManifest = kindOf(
  'PackageManifest',
  'packages.operators.coreos.com',
  'v1',
  z.looseObject({
    metadata: Metadata,
    status: absentOr(
      z.looseObject({
        packageName: Text,
        catalogSource: Text,
        defaultChannel: Text,
        channels: absentOr(z.array(z.looseObject({ name: z.string(), currentCSV: Text }))),
      }),
    ),
  }),
);

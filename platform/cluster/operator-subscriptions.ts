import type { ObjectOf } from './kinds/base.ts';
import type { PackageManifest, SubscriptionObject } from './kinds/olm.ts';
import { type Operator, type Product, subscriptionsOf } from './operators.ts';

type PackageObject = ObjectOf<typeof PackageManifest>;

/** What was compared, and where it is not as the layout has it. */
export interface Drift {
  judged: string[];
  other: string[];
}

/** An operator's Subscriptions, each with the product that it subscribes to. */
const subscribed = (subscriptions: readonly SubscriptionObject[], operators: readonly Operator[]) =>
  operators.flatMap((operator) =>
    operator.products.flatMap((product) =>
      subscriptionsOf(subscriptions, { ...operator, products: [product] }).map((subscription) => ({
        product,
        subscription,
        name: `${subscription.metadata.namespace}/${subscription.metadata.name}`,
      })),
    ),
  );

/** How the operators' Subscriptions approve plans; without a word about it, OLM does so by itself. */
export function approvalDrift(subscriptions: readonly SubscriptionObject[], operators: readonly Operator[]): Drift {
  const all = subscribed(subscriptions, operators).map(({ product, subscription, name }) => ({
    name,
    wanted: product.approval,
    seen: subscription.spec?.installPlanApproval || 'Automatic',
  }));
  return {
    judged: all.map(({ name, seen }) => `${name} ${seen}`),
    other: all.flatMap(({ name, wanted, seen }) => (seen === wanted ? [] : [`${name} is ${seen}, not ${wanted}`])),
  };
}

const defaultChannel = (packages: readonly PackageObject[], { package: name }: Product): string | undefined =>
  packages.find(({ metadata, status }) => (status?.packageName ?? metadata.name) === name)?.status?.defaultChannel;

/** Which channels the operators' Subscriptions follow; one that names none follows the package's default. */
export function channelDrift(
  subscriptions: readonly SubscriptionObject[],
  packages: readonly PackageObject[],
  operators: readonly Operator[],
): Drift {
  const all = subscribed(subscriptions, operators).map(({ product, subscription, name }) => ({
    name,
    wanted: product.channels,
    seen: subscription.spec?.channel || defaultChannel(packages, product),
  }));
  return {
    judged: all.map(({ name, seen }) => `${name} ${seen ?? 'its default channel'}`),
    other: all.flatMap(({ name, wanted, seen }) => {
      if (seen !== undefined && wanted.includes(seen)) return [];
      return [`${name} follows ${seen ?? 'a default channel that no catalog tells'}, not ${wanted.join(' or ')}`];
    }),
  };
}

import type { CsvObject, SubscriptionObject } from './kinds/olm.ts';
import { realCsvsOf } from './operators.ts';

/** Packages of Service Mesh and of Istio, as the catalogs call them; their CSVs are called so too. */
const MESH_PACKAGES = ['servicemeshoperator', 'servicemeshoperator3', 'sailoperator'];
/** The ingress operator marks the Subscription that it makes, or takes over, so. */
const OWNED_BY_INGRESS = 'ingress.operator.openshift.io/owned';

const isMesh = ({ spec }: SubscriptionObject): boolean => MESH_PACKAGES.includes(spec?.name ?? '');
const isOwned = ({ metadata }: SubscriptionObject): boolean => metadata.annotations?.[OWNED_BY_INGRESS] !== undefined;

/** Subscriptions by which somebody, and not the ingress operator, installs a mesh operator. */
export const meshSubscriptionsByHand = (subscriptions: readonly SubscriptionObject[]): string[] =>
  subscriptions
    .filter((subscription) => isMesh(subscription) && !isOwned(subscription))
    .map(
      ({ metadata, spec }) =>
        `Subscription ${metadata.namespace}/${metadata.name} installs ${spec?.name}, which the ingress operator did not ask for (FM-06)`,
    );

/** What of a mesh operator somebody installed by hand: Subscriptions, and CSVs that are left without one. */
export function meshesByHand(subscriptions: readonly SubscriptionObject[], csvs: readonly CsvObject[]): string[] {
  const subscribed = new Set(
    subscriptions.filter(isMesh).map(({ metadata, spec }) => `${metadata.namespace}/${spec?.name}`),
  );
  const left = MESH_PACKAGES.flatMap((name) =>
    realCsvsOf(csvs, name)
      .filter(({ metadata }) => !subscribed.has(`${metadata.namespace}/${name}`))
      .map(({ metadata }) => `${metadata.name} is left in ${metadata.namespace} without a Subscription`),
  );
  return [...meshSubscriptionsByHand(subscriptions), ...left];
}

/** The mesh operators that the ingress operator asked for, by their Subscriptions. */
export const meshesOfIngress = (subscriptions: readonly SubscriptionObject[]): string[] =>
  subscriptions
    .filter((subscription) => isMesh(subscription) && isOwned(subscription))
    .map(({ spec, status }) => status?.installedCSV ?? spec?.name ?? '');

import type { Layout } from '../../layouts/layout.ts';
import type { MappedTier } from '../tiers/mapping.ts';

/** The virtual groups that Kubernetes puts every service account of a namespace into. */
const groupsOfAccounts = (namespace: string): string[] => [
  'system:serviceaccounts',
  `system:serviceaccounts:${namespace}`,
  'system:authenticated',
];

const OF_NAMESPACE = /^system:serviceaccounts:([a-z0-9-]+)$/;

/** A tier's groups: those of the mapping, and the one that the release adds to each tier by itself. */
function groupsOfTier({ name, groups }: MappedTier, { modelAccess }: Layout): string[] {
  const own = modelAccess.tierGroup?.replace('{tier}', name);
  return own === undefined ? groups : [...groups, own];
}

/** The tier of a caller in these groups: the highest level wins, of equal ones the first; the layout's order stands in for levels. */
function tierOf(groups: readonly string[], tiers: readonly MappedTier[], layout: Layout): string | undefined {
  const levelOf = ({ name, level }: MappedTier): number => level ?? layout.tiers.names.indexOf(name);
  const mine = tiers.filter((tier) => groupsOfTier(tier, layout).some((group) => groups.includes(group)));
  return mine.reduce<MappedTier | undefined>(
    (best, tier) => (best === undefined || levelOf(tier) > levelOf(best) ? tier : best),
    undefined,
  )?.name;
}

/**
 * The namespaces in which a service account would be in a tier, as the mapping stands: a namespace of our own first, then
 * those that a group of the tier names. Nobody's tier is changed for it. Empty: no service account is in that tier.
 */
export function namespacesForTier(
  tier: string,
  tiers: readonly MappedTier[],
  layout: Layout,
  ownNamespace: string,
): string[] {
  const mapped = tiers.find(({ name }) => name === tier);
  if (mapped === undefined) return [];
  const named = groupsOfTier(mapped, layout).flatMap((group) => OF_NAMESPACE.exec(group)?.[1] ?? []);
  return [ownNamespace, ...named].filter((namespace) => tierOf(groupsOfAccounts(namespace), tiers, layout) === tier);
}

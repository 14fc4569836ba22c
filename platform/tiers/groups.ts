import type { MappedTier } from './mapping.ts';

/** A group of OpenShift users and how many members it has. */
export interface UserGroup {
  name: string;
  members: number;
}

/** Who is in the tiers, by the groups of the mapping. It is right where `problems` is empty. */
export interface TierGroups {
  problems: string[];
  /** Mapped groups that nobody is in, which is no harm where another group of the tier has members. */
  notes: string[];
  /** For a human: each tier with its groups that stand for somebody. */
  summary: string;
}

/** Virtual groups that hold every user who has logged in: in a tier above the lowest, everybody is in that tier. */
const EVERYBODY = ['system:authenticated', 'system:authenticated:oauth'];

/** Virtual groups have no object: Kubernetes puts callers into them. */
const isVirtual = (group: string): boolean => group.startsWith('system:');

/** Names by which people call the group of a tier: `premium-users` (the guide's), `tier-premium-users`, `premium-group`. */
const isNamedAfter = (group: string, tier: string): boolean =>
  [tier, `tier-${tier}`].some((stem) => ['', '-user', '-users', '-group'].some((end) => group === `${stem}${end}`));

function whyNobody(group: string, known: readonly UserGroup[]): string | undefined {
  if (isVirtual(group)) return undefined;
  const found = known.find(({ name }) => name === group);
  if (found === undefined) return `${group} does not exist`;
  return found.members === 0 ? `${group} has no members` : undefined;
}

/**
 * Holds the mapping's groups against the cluster's, tiers lowest first. Wrong are: a tier that nobody can be in, a tier
 * above the lowest that everybody is in, and a group with members that is named after such a tier and mapped to none
 * (FM-36).
 */
export function tierGroups(tiers: readonly MappedTier[], known: readonly UserGroup[]): TierGroups {
  const mapped = new Set(tiers.flatMap(({ groups }) => groups));
  const judged = tiers.map(({ name, groups }, index) => {
    const nobody = groups.map((group) => whyNobody(group, known)).filter((why) => why !== undefined);
    const open = index === 0 ? [] : groups.filter((group) => EVERYBODY.includes(group));
    const somebody = groups.filter((group) => whyNobody(group, known) === undefined);
    return { name, nobody, open, somebody };
  });
  const strays = known.filter(
    ({ name, members }) =>
      members > 0 && !mapped.has(name) && tiers.slice(1).some((tier) => isNamedAfter(name, tier.name)),
  );
  return {
    problems: [
      ...judged
        .filter(({ somebody }) => somebody.length === 0)
        .map(({ name, nobody }) => `nobody is in tier ${name}: ${nobody.join(', ') || 'it has no group'}`),
      ...judged.flatMap(({ name, open }) =>
        open.map((group) => `everybody is in tier ${name}: it has the group ${group}`),
      ),
      ...strays.map(
        ({ name, members }) =>
          `group ${name} has ${members} members and maps to no tier: they stay in the lowest (FM-36)`,
      ),
    ],
    notes: judged
      .filter(({ somebody }) => somebody.length > 0)
      .flatMap(({ name, nobody }) => nobody.map((why) => `tier ${name}: ${why}`)),
    summary: judged.map(({ name, somebody }) => `${name}: ${somebody.join(', ')}`).join('; '),
  };
}

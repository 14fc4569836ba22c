import { isFor, type PolicyLimit } from './policies.ts';

/** Limits of one policy that ask for the same: the stricter one hides the other (FM-57). */
function shadowed(entries: readonly PolicyLimit[]): string[] {
  const byPredicate = Map.groupBy(entries, ({ policy, predicate }) => `${policy}\n${predicate}`);
  return [...byPredicate.values()].flatMap((same) => {
    const names = [...new Set(same.map(({ name }) => name))];
    if (names.length < 2) return [];
    return [`${same[0]?.policy}: limits ${names.join(' and ')} have one predicate, so one hides the other (FM-57)`];
  });
}

/** Tiers that no limit is surely for. */
export const uncovered = (entries: readonly PolicyLimit[], tiers: readonly string[]): string[] =>
  tiers.filter((tier) => !entries.some((entry) => isFor(entry, tier)));

/** Limits whose predicates tell neither tier nor group, as text: they may be for anybody. */
export const untold = (entries: readonly PolicyLimit[]): string[] => [
  ...new Set(
    entries.flatMap(({ unclear, policy, name, predicate }) =>
      unclear ? [`${policy}, limit ${name}: ${predicate}`] : [],
    ),
  ),
];

/** What is wrong with who is surely limited: tiers without a limit, limits for tiers that are not, limits that hide each other. */
export function coverageProblems(entries: readonly PolicyLimit[], tiers: readonly string[]): string[] {
  const unlimited = untold(entries).length > 0 ? [] : uncovered(entries, tiers);
  const unknown = entries.flatMap((entry) =>
    entry.tiers
      .filter((tier) => !tiers.includes(tier))
      .map((tier) => `${entry.policy}: limit ${entry.name} is for tier ${tier}, which does not exist`),
  );
  return [
    ...(unlimited.length > 0 ? [`no limit for ${unlimited.join(', ')}`] : []),
    ...new Set(unknown),
    ...shadowed(entries),
  ];
}

/** What a tier may do in the long run, per second: the least of its limits. */
function perSecond(entries: readonly PolicyLimit[], tier: string): number | undefined {
  const own = entries.filter((entry) => isFor(entry, tier));
  return own.length === 0 ? undefined : Math.min(...own.map(({ limit, windowSeconds }) => limit / windowSeconds));
}

/** Tiers, lowest first, that may not do more per unit of time than the one below. A tier without a limit is left out. */
export function orderProblems(entries: readonly PolicyLimit[], tiers: readonly string[]): string[] {
  const rates = tiers.flatMap((tier) => {
    const rate = perSecond(entries, tier);
    return rate === undefined ? [] : [{ tier, rate }];
  });
  return rates.slice(1).flatMap(({ tier, rate }, index) => {
    const below = rates[index];
    if (below === undefined || rate > below.rate) return [];
    const perMinute = (value: number): string => `${Number((value * 60).toFixed(2))}/min`;
    return [`${tier} may do ${perMinute(rate)}, ${below.tier} ${perMinute(below.rate)}`];
  });
}

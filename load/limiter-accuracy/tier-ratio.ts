import { holds, type Ruling, undecided, violated } from './observation.ts';

/** What callers of one tier, who asked for more than their limit, were admitted in a window. */
export interface TierUse {
  tier: string;
  limit: number;
  admitted: number;
}

/** Admitted shares of the limits may differ by one request: the burst's own uncertainty. */
const TOLERANCE = 1;

/** Jain's index: 1 where all get the same share of their limit, 1/n where one gets everything. */
export function fairness(shares: readonly number[]): number {
  const sum = shares.reduce((total, share) => total + share, 0);
  const squares = shares.reduce((total, share) => total + share * share, 0);
  return squares === 0 ? Number.NaN : (sum * sum) / (shares.length * squares);
}

/** Saturating callers of several tiers are admitted as their limits relate: each its limit, to the request. */
export function judgeTierRatio(uses: readonly TierUse[]): Ruling {
  if (uses.length < 2) return undecided('fewer than two tiers were saturated');
  const numbers = `admitted ${uses.map(({ tier, admitted }) => `${tier} ${admitted}`).join(' : ')}, limits ${uses.map(({ limit }) => limit).join(' : ')}`;
  const wrong = uses.filter(({ admitted, limit }) => Math.abs(admitted - limit) > TOLERANCE);
  if (wrong.length > 0)
    return violated(`not in the ratio of the limits (${wrong.map(({ tier }) => tier).join(', ')}): ${numbers}`);
  const index = fairness(uses.map(({ admitted, limit }) => admitted / limit));
  return holds(`${numbers}, Jain’s index ${index.toFixed(3)}`);
}

import type { Limits } from '../limits/policies.ts';
import type { Quota } from './usage.ts';

/** What a tier may send where nobody says how much. */
const UNLIMITED = Number.POSITIVE_INFINITY;

/** Quotas of tiers, from what limits requests and tokens. */
export interface Quotas {
  /** Its window covers the token limit's as well: the same requests spend it. */
  of(tier: string): Promise<Quota>;
  /** The tiers in the order in which a check that names none should use them: the lowest roomy one first. */
  byRoom(tiers: readonly string[], wanted: number): Promise<string[]>;
}

export function quotas(requestLimits: () => Promise<Limits>, tokenLimits: () => Promise<Limits>): Quotas {
  const of = async (tier: string): Promise<Quota> => {
    const [requests, tokens] = await Promise.all([requestLimits(), tokenLimits()]);
    const limit = requests.byTier.get(tier);
    const windowMs = Math.max(limit?.windowMs ?? 0, tokens.byTier.get(tier)?.windowMs ?? 0);
    return { limit: limit?.limit ?? UNLIMITED, windowMs, further: limit?.further };
  };
  return {
    of,
    async byRoom(tiers, wanted) {
      const limits = await Promise.all(tiers.map(async (tier) => ({ tier, ...(await of(tier)) })));
      const roomy = limits.filter(({ limit }) => limit >= wanted);
      const others = limits.filter(({ limit }) => limit < wanted).sort((a, b) => b.limit - a.limit);
      return [...roomy, ...others].map(({ tier }) => tier);
    },
  };
}

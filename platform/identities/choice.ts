import type { Caller } from './callers.ts';
import type { Lease } from './identities.ts';
import type { Ledger } from './ledger.ts';
import type { Quotas } from './quotas.ts';
import { allowedAt, type Quota, remaining, sureAt } from './usage.ts';

/** What a check may send where it does not say, and what makes a tier roomy enough for a check that names none. */
export const USUAL_REQUESTS = 20;

/** What is not known of a caller's quota, because others may have used it before the run. */
export interface Doubts {
  /** The window of its limit may have begun before the run. */
  window: boolean;
  /** So may a longer window, whose limit it may have used up. */
  longer: boolean;
}

/** A caller that may send what is wanted now, or the time (Unix milliseconds) from which one may; Infinity: never. */
export type Choice =
  | {
      caller: Caller;
      quota: Quota;
      /** Which of its windows may have begun before the run: nobody knows what was sent in them. */
      doubts: Doubts;
    }
  | { freeAt: number };

interface Market {
  callers: readonly Caller[];
  /** All tiers, lowest first. */
  tiers: readonly string[];
  quotas: Quotas;
  known: Ledger;
  /** When the run began (Unix milliseconds); undefined where all callers are new with it, as those of its own always are. */
  began?: number;
  /** Callers that the check already has: taken again only where there is no other. */
  isHeld(name: string): boolean;
  /** Callers that are not to be had, whatever their quota: somebody else's, or another role's. */
  isTaken(name: string): boolean;
}

/**
 * Lower is better. Another caller than one the check already has. Then one already begun: whole quotas are for those who
 * need them, and they get one that was never used where there is one, since a limiter may be wrong about its windows.
 */
function rank(caller: Caller, lease: Lease, { known, isHeld }: Market, quota: Quota, now: number): number {
  const { usage, maasToken } = known.of(caller.name);
  const isWhole = remaining(usage, quota, now) === quota.limit;
  const isSecond = lease.fresh === true ? usage.lastUse !== undefined : isWhole;
  return (isHeld(caller.name) ? 4 : 0) + (isSecond ? 2 : 0) + (maasToken === undefined ? 1 : 0);
}

async function chooseInTier(tier: string, lease: Lease, market: Market): Promise<Choice> {
  const quota = await market.quotas.of(tier);
  const now = Date.now();
  const requests = lease.requests ?? USUAL_REQUESTS;
  /** 0 for a time that has passed. */
  const notBefore = ({ owned }: Caller, windowMs: number): number => {
    const at = sureAt(owned === true ? undefined : market.began, windowMs);
    return at > now ? at : 0;
  };
  const longest = Math.max(quota.windowMs, ...(quota.further ?? []).map(({ windowMs }) => windowMs));
  const candidates = market.callers
    .filter((caller) => caller.tier === tier && caller.failed === undefined && !market.isTaken(caller.name))
    .filter(({ name }) => lease.unused !== true || market.known.of(name).usage.lastUse === undefined)
    .map((caller) => ({
      caller,
      at: Math.max(
        allowedAt(market.known.of(caller.name).usage, quota, requests, lease.fresh === true, now),
        lease.sure === true ? notBefore(caller, quota.windowMs) : 0,
      ),
      rank: rank(caller, lease, market, quota, now),
    }))
    .sort((a, b) => a.rank - b.rank);
  const ready = candidates.find(({ at }) => at === 0);
  if (ready !== undefined)
    return {
      caller: ready.caller,
      quota,
      doubts: { window: notBefore(ready.caller, quota.windowMs) > 0, longer: notBefore(ready.caller, longest) > 0 },
    };
  return { freeAt: Math.min(Number.POSITIVE_INFINITY, ...candidates.map(({ at }) => at)) };
}

/** How many requests a tier must allow for a lease that names none. */
export const room = ({ requests = 0 }: Lease): number => Math.max(requests, USUAL_REQUESTS);

/** Picks a caller of the tier asked for, else of the lowest tier with room. */
export async function choose(lease: Lease, market: Market): Promise<Choice> {
  const available = market.tiers.filter((tier) => market.callers.some((caller) => caller.tier === tier));
  const order = lease.tier === undefined ? await market.quotas.byRoom(available, room(lease)) : [lease.tier];
  let freeAt = Number.POSITIVE_INFINITY;
  for (const tier of order) {
    const choice = await chooseInTier(tier, lease, market);
    if ('caller' in choice) return choice;
    freeAt = Math.min(freeAt, choice.freeAt);
  }
  return { freeAt };
}

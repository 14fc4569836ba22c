import { milliseconds } from '../profile/duration.ts';
import type { Profile, Tier } from '../profile/profile.ts';
import { arrivalsIn } from './arrivals.ts';
import { conversationOf, type Sender } from './conversation.ts';
import { dealt, zipf } from './deck.ts';
import type { Draft } from './draft.ts';
import { PlanError } from './plan-error.ts';
import { type Random, randomOf } from './random.ts';
import type { Stretch } from './timeline.ts';
import type { TraceRow } from './trace.ts';

/** What each user of a tier may send; windows in milliseconds. */
export interface UserLimit {
  limit: number;
  windowMs: number;
}

export interface Surroundings {
  profile: Profile;
  /** Limit of requests by tier. */
  limits: ReadonlyMap<string, UserLimit>;
  trace: readonly TraceRow[];
}

/** Users in a random order, each tier and each user as often as their weights say. */
function senders(tiers: readonly Tier[], count: number, random: Random): Pick<Sender, 'tier' | 'user'>[] {
  const chosen = dealt(
    tiers.map((tier) => ({ item: tier, weight: tier.share })),
    count,
    random,
  );
  const users = new Map(
    tiers.map((tier) => {
      const weights = zipf(tier.users, tier.skew).map((weight, item) => ({ item, weight }));
      return [tier.name, dealt(weights, chosen.filter((one) => one === tier).length, random)];
    }),
  );
  return chosen.map(({ name }) => ({ tier: name, user: users.get(name)?.pop() ?? 0 }));
}

/** A process of its own for each user, at a share of the user's limit. */
function byLimit(stretch: Stretch, share: number, tiers: readonly Tier[], { limits, profile }: Surroundings): Sender[] {
  return tiers.flatMap(({ name: tier, users }) => {
    const own = limits.get(tier);
    if (own === undefined)
      throw new PlanError(
        `phase ${stretch.name}: rate.ofLimit needs the limit of tier ${tier}: give tiers[].limits.requests, or callers of a cluster whose policies can be read`,
      );
    const rate = (share * own.limit * 1_000) / own.windowMs;
    const span = { from: rate, to: rate, durationMs: stretch.durationMs };
    return Array.from({ length: users }, (_, user) => {
      const random = randomOf(profile.seed, `${stretch.name}/${tier}/${user}`);
      return arrivalsIn(span, stretch.cv ?? 0, random).map((at) => ({
        phase: stretch.name,
        atMs: stretch.startMs + at,
        tier,
        user,
      }));
    }).flat();
  });
}

/** When requests of an open stretch arrive, from its start; undefined where that is each user's own matter. */
function openArrivals(
  { phase, span, cv = 0 }: Stretch,
  trace: readonly TraceRow[],
  random: Random,
): number[] | undefined {
  if (span !== undefined) return arrivalsIn(span, cv, random);
  if (phase.kind === 'trace') return trace.map(({ atMs }) => atMs);
  if (phase.kind !== 'burst') return undefined;
  const every = milliseconds(phase.every);
  return Array.from({ length: phase.times * phase.size }, (_, index) => Math.floor(index / phase.size) * every);
}

/** The lanes of a closed phase: each has one user, and as many requests as the others. */
function inLanes(stretch: Stretch, tiers: readonly Tier[], { profile }: Surroundings, random: Random): Draft[] {
  const { phase, name, startMs } = stretch;
  if (phase.kind !== 'closed') return [];
  const turns = profile.prompts.turns?.count ?? 1;
  const thinkMs = phase.think === undefined ? undefined : milliseconds(phase.think);
  return senders(tiers, phase.concurrency, random).flatMap((sender, lane) => {
    const requests = Math.floor((phase.requests + phase.concurrency - 1 - lane) / phase.concurrency);
    const conversations = Math.ceil(requests / turns);
    return Array.from({ length: conversations }, () =>
      conversationOf(
        { phase: name, atMs: startMs, ...sender, lane, ...(thinkMs !== undefined && { thinkMs }) },
        profile.prompts,
        random,
      ),
    )
      .flat()
      .slice(0, requests);
  });
}

/** Every request of a stretch. */
export function requestsOf(stretch: Stretch, around: Surroundings): Draft[] {
  const { phase, name, startMs } = stretch;
  const { profile, trace } = around;
  const tiers = profile.tiers.filter((tier) => phase.tiers?.includes(tier.name) ?? true);
  const random = randomOf(profile.seed, name);
  if (phase.kind === 'closed') return inLanes(stretch, tiers, around, random);
  const arrivals = openArrivals(stretch, trace, random);
  if (arrivals === undefined) {
    const share = 'rate' in phase && typeof phase.rate === 'object' ? phase.rate.ofLimit : 1;
    return byLimit(stretch, share, tiers, around).flatMap((sender) => conversationOf(sender, profile.prompts, random));
  }
  const users = senders(tiers, arrivals.length, random);
  return arrivals.flatMap((at, index) => {
    const { tier, user } = users[index] ?? { tier: tiers[0]?.name ?? '', user: 0 };
    const sender = { phase: name, atMs: startMs + at, tier, user };
    return conversationOf(sender, profile.prompts, random, phase.kind === 'trace' ? trace[index] : undefined);
  });
}

import type { Plan, PlannedRequest } from './plan.ts';

/** The number of a request's user among those of all tiers. */
function userNumbers({ tiers }: Plan): (request: PlannedRequest) => number {
  const firstUser = new Map<string, number>();
  let users = 0;
  for (const tier of tiers) {
    firstUser.set(tier.name, users);
    users += tier.users;
  }
  return ({ tier, user }) => (firstUser.get(tier) ?? 0) + user;
}

/**
 * The part of a plan that one of several engines plays. Whole users are given away: the counter of a user's limit, and a
 * conversation, are then seen by one clock. `index` counts from 1.
 */
export function sliceOf(plan: Plan, index: number, of: number): Plan {
  const numberOf = userNumbers(plan);
  const requests = plan.requests.filter((request) => numberOf(request) % of === index - 1);
  return { ...plan, requests, slice: { index, of } };
}

/** The part of a plan, which may be a slice itself, that one of the engine's threads plays: again whole users. */
export function partOf(plan: Plan, thread: number, threads: number): Plan {
  const numberOf = userNumbers(plan);
  const every = plan.slice?.of ?? 1;
  const requests = plan.requests.filter((request) => Math.floor(numberOf(request) / every) % threads === thread);
  return { ...plan, requests };
}

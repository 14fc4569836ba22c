import type { Plan } from './plan.ts';

/**
 * The part of a plan that one of several engines plays. Whole users are given away: the counter of a user's limit, and a
 * conversation, are then seen by one clock.
 */
export function sliceOf(plan: Plan, index: number, of: number): Plan {
  const firstUser = new Map<string, number>();
  let users = 0;
  for (const tier of plan.tiers) {
    firstUser.set(tier.name, users);
    users += tier.users;
  }
  const requests = plan.requests.filter(({ tier, user }) => ((firstUser.get(tier) ?? 0) + user) % of === index - 1);
  return { ...plan, requests, slice: { index, of } };
}

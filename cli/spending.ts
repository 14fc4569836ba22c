import { limitScenarios } from '../fixtures/limit-scenarios.ts';
import { tierLimits } from '../fixtures/limits.ts';
import { plannedSpending, type TierSpending } from '../fixtures/scenarios/spending.ts';
import { LAYOUTS } from '../layouts/layouts.ts';
import type { Cluster } from '../platform/cluster/cluster.ts';
import { USUAL_REQUESTS } from '../platform/identities/choice.ts';
import { givenIn } from '../platform/identities/given.ts';
import type { Session } from '../platform/session.ts';

/** What the run's limit scenarios will spend at most, by tier; undefined where there is no caller to spend it. */
export async function spendingOf(session: Session, cluster: Cluster | undefined): Promise<TierSpending[] | undefined> {
  const layout = LAYOUTS.get(session.layout.name);
  const callers = givenIn(session.target.identitiesFile);
  const selected = layout === undefined ? [] : limitScenarios(session, layout);
  if (
    layout === undefined ||
    cluster === undefined ||
    (callers.length === 0 && !session.allowChanges) ||
    selected.length === 0
  )
    return undefined;
  // A caller whose tier only the token tells may be of any, and so may those that the run makes.
  const isAnybody = session.allowChanges || callers.some(({ tier }) => tier === undefined);
  const tiers = layout.tiers.names.filter((tier) => isAnybody || callers.some((caller) => caller.tier === tier));
  const limits = tierLimits(cluster, layout, { tiers: async () => tiers });
  return plannedSpending(selected, { limits, layout, session, tiers });
}

const many = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** `free 22 requests and 150 tokens (15 callers, 171 requests in all), …` */
export function spendingText(spending: readonly TierSpending[]): string {
  const tiers = spending.map(({ tier, callers, requestsEach, tokensEach, requests }) => {
    const tokens = tokensEach === 0 ? '' : ` and about ${many(tokensEach, 'token')}`;
    return `${tier} ${many(requestsEach, 'request')}${tokens} (${many(callers, 'caller')} at once, ${many(requests, 'request')} in all)`;
  });
  return `limits: at most, with each caller, ${tiers.join('; ')}; what has to be tried a second time spends as much again; other checks: at most ${USUAL_REQUESTS} requests each`;
}

import type { World } from '../world.ts';
import type { LimitedCall } from './call.ts';
import type { Counter } from './fixed-window.ts';
import { policyLimits } from './policy-limits.ts';

export type PolicyKind = 'RateLimitPolicy' | 'TokenRateLimitPolicy';

/** The counters that a call must fit in, by the policies as they are now. */
export function countersOf(world: World, call: LimitedCall, kind: PolicyKind): Counter[] {
  const { limiter: behaviour } = world.behaviour;
  const { tier } = call.labels;
  if (behaviour.off || behaviour.unlimitedTiers.includes(tier)) return [];
  if (behaviour.shadowsRequestLimits && kind === 'RateLimitPolicy') return [];
  const offset = kind === 'RateLimitPolicy' ? behaviour.requestLimitOffset : behaviour.tokenLimitOffset;
  return policyLimits(world.objects, kind).flatMap((limit) => {
    const user = limit.counter(call.attributes);
    if (user === undefined || (behaviour.countsFirstRatesOnly && limit.rate > 0)) return [];
    const key = {
      user: `${limit.key}|${user}`,
      tier: `${limit.key}|${tier}`,
      everyone: `${kind}|everyone`,
      token: `${limit.key}|${call.token ?? user}`,
    }[behaviour.countedPer];
    return [{ key, limit: limit.limit + offset, windowMs: limit.windowMs }];
  });
}

import { setCondition } from '../edits/conditions.ts';
import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'rate-limit-policy-overridden',
  breaks: 'Two RateLimitPolicies have one target, and only the other one counts (FM-58).',
  noticedBy: ['maas.rate-limit-policies'],
  apply(world) {
    world.objects.edit(places(world).rateLimits, (policy) => {
      setCondition(policy, 'Enforced', {
        status: 'False',
        reason: 'Overridden',
        message: 'RateLimitPolicy is overridden by a policy of the same target',
      });
    });
  },
};

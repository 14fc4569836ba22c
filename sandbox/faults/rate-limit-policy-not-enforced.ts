import { setCondition } from '../edits/conditions.ts';
import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'rate-limit-policy-not-enforced',
  breaks: 'The RateLimitPolicy is accepted but not enforced (FM-01).',
  noticedBy: ['maas.rate-limit-policies'],
  apply(world) {
    world.objects.edit(places(world).rateLimits, (policy) => {
      setCondition(policy, 'Enforced', {
        status: 'Unknown',
        reason: 'Unknown',
        message: 'RateLimitPolicy has encountered some issues: not all wasm plugins are ready',
      });
    });
  },
};

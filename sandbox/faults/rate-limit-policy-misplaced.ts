import { setCondition } from '../edits/conditions.ts';
import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'rate-limit-policy-misplaced',
  breaks: 'The RateLimitPolicy was applied to another namespace than its target’s, so it limits nothing.',
  noticedBy: ['maas.rate-limit-policies'],
  alsoTouches: ['maas.limits-cover-tiers', 'maas.limits-ordered', 'limits.*', 'metrics.*'],
  apply(world) {
    const place = places(world).rateLimits;
    const policy = structuredClone(world.objects.find(place));
    if (policy === undefined) throw new Error('there is no RateLimitPolicy to misplace');
    world.objects.remove(place);
    policy.metadata = { name: place.name, namespace: 'default', generation: 1 };
    setCondition(policy, 'Accepted', {
      status: 'False',
      reason: 'TargetNotFound',
      message: `RateLimitPolicy target ${policy['spec'].targetRef.name} was not found`,
    });
    setCondition(policy, 'Enforced', { status: 'Unknown', reason: 'Unknown', message: 'not accepted' });
    world.objects.put(policy);
  },
};

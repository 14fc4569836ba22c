import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'rate-limit-policy-missing',
  breaks: 'The RateLimitPolicy was not applied: no request is ever refused.',
  noticedBy: ['maas.rate-limit-policies'],
  alsoTouches: ['limits.*', 'metrics.*', 'maas.limits-cover-tiers', 'maas.limits-ordered'],
  apply(world) {
    world.objects.remove(places(world).rateLimits);
  },
};

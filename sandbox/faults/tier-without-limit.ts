import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'tier-without-limit',
  breaks: 'The limit of a tier was deleted from the RateLimitPolicy: that tier is not limited.',
  noticedBy: ['maas.limits-cover-tiers'],
  alsoTouches: ['limits.*'],
  apply(world) {
    world.objects.edit(places(world).rateLimits, (policy) => {
      delete policy['spec'].limits.premium;
    });
  },
};

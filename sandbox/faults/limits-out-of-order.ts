import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'limits-out-of-order',
  breaks: 'The limits of two tiers were swapped: premium may do less than free.',
  noticedBy: ['maas.limits-ordered'],
  alsoTouches: ['limits.*'],
  apply(world) {
    world.objects.edit(places(world).rateLimits, (policy) => {
      const { free, premium } = policy['spec'].limits;
      [free.rates, premium.rates] = [premium.rates, free.rates];
    });
  },
};

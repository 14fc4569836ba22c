import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'longer-window-for-premium',
  breaks: 'The premium limit is higher, and its window so much longer that premium may do less per minute than free.',
  noticedBy: ['maas.limits-ordered'],
  alsoTouches: ['limits.*'],
  apply(world) {
    world.objects.edit(places(world).rateLimits, ({ spec }) => {
      for (const rate of spec.limits.premium.rates) rate.window = '1h';
    });
  },
};

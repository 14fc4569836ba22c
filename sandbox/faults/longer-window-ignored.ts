import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'longer-window-ignored',
  breaks:
    'A limit has two rates, and only the first of them is kept: who asks slowly is never refused by the longer window.',
  noticedBy: ['limits.requests-exact'],
  apply(world) {
    world.behaviour.limiter.countsFirstRatesOnly = true;
    world.objects.edit(places(world).rateLimits, (policy) => {
      const { rates } = policy['spec'].limits.free;
      rates.push({ limit: rates[0].limit + 2, window: '16s' });
    });
  },
};

import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'two-limits-one-predicate',
  breaks: 'Two limits of a policy have the same predicate: the stricter one is never applied (FM-57).',
  noticedBy: ['maas.limits-cover-tiers'],
  alsoTouches: ['limits.*'],
  apply(world) {
    world.objects.edit(places(world).rateLimits, (policy) => {
      const { limits } = policy['spec'];
      limits['enterprise-hourly'] = {
        ...structuredClone(limits.enterprise),
        rates: [{ limit: limits.enterprise.rates[0].limit * 60, window: '1h' }],
      };
    });
  },
};

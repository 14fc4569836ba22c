import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'two-limits-one-predicate',
  breaks: 'Two limits of a policy have the same predicate: the stricter one is never applied (FM-57).',
  noticedBy: ['maas.limits-cover-tiers'],
  apply(world) {
    world.objects.edit(places(world).rateLimits, (policy) => {
      const { limits } = policy['spec'];
      limits['enterprise-burst'] = {
        ...structuredClone(limits.enterprise),
        rates: limits.enterprise.rates.map((rate: { limit: number }) => ({ ...rate, limit: rate.limit * 2 })),
      };
    });
  },
};

import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'limit-for-unknown-tier',
  breaks: 'A limit is for a tier that the tier mapping does not have: the predicate was written with another name.',
  noticedBy: ['maas.limits-cover-tiers'],
  apply(world) {
    world.objects.edit(places(world).rateLimits, (policy) => {
      policy['spec'].limits.gold = {
        ...structuredClone(policy['spec'].limits.enterprise),
        when: [{ predicate: 'auth.identity.tier == "gold"' }],
      };
    });
  },
};

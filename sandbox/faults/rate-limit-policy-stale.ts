import { makeStale } from '../edits/conditions.ts';
import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'rate-limit-policy-stale',
  breaks: 'The RateLimitPolicy was edited, and its status still speaks of the former spec (FM-38).',
  noticedBy: ['maas.rate-limit-policies'],
  apply(world) {
    world.objects.edit(places(world).rateLimits, makeStale);
  },
};

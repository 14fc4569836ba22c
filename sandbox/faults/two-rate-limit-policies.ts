import { setCondition } from '../edits/conditions.ts';
import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'two-rate-limit-policies',
  breaks: 'A second RateLimitPolicy was made for the same target, and its controller lets only one count (FM-58).',
  noticedBy: ['maas.rate-limit-policies'],
  apply(world) {
    const own = structuredClone(world.objects.find(places(world).rateLimits));
    if (own === undefined) throw new Error('there is no RateLimitPolicy to make a second of');
    const { namespace } = own.metadata;
    const second = Object.assign(structuredClone(own), {
      metadata: { name: 'more-requests', namespace, generation: 1 },
    });
    for (const limit of Object.values<{ rates: { limit: number }[] }>(second['spec'].limits)) {
      for (const rate of limit.rates) rate.limit *= 10;
    }
    setCondition(second, 'Enforced', {
      status: 'False',
      reason: 'Overridden',
      message: `RateLimitPolicy is overridden by [${namespace}/${own.metadata.name}]`,
    });
    world.objects.put(second);
  },
};

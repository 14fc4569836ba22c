import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'route-backend-missing',
  breaks: 'An HTTPRoute sends requests to a Service that was renamed.',
  noticedBy: ['maas.routes', 'models.route-backends'],
  alsoTouches: ['models.attached', 'models.backend-protocol'],
  apply(world) {
    world.objects.edit(places(world).modelRoute, (route) => {
      for (const rule of route['spec'].rules) rule.backendRefs[0].name = 'model-workload-renamed';
    });
  },
};

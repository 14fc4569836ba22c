import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'route-without-backends',
  breaks: 'The controller wrote an HTTPRoute without back ends (FM-44).',
  noticedBy: ['maas.routes', 'models.route-backends'],
  alsoTouches: ['maas.rate-limit-policies', 'models.attached', 'models.backend-protocol'],
  apply(world) {
    world.objects.edit(places(world).modelRoute, (route) => {
      for (const rule of route['spec'].rules) delete rule.backendRefs;
    });
  },
};

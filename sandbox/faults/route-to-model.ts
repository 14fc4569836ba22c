import { places } from '../edits/places.ts';
import { openRoute } from '../edits/routes.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'route-to-model',
  breaks: 'A Route leads from the router straight to a model: no token is asked for, nothing is counted (FM-50).',
  noticedBy: ['maas.no-bypass'],
  apply(world) {
    const { namespace, name } = places(world).modelService;
    world.objects.put(openRoute(namespace, name));
  },
};

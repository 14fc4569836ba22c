import { places } from '../edits/places.ts';
import { openRoute } from '../edits/routes.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'route-to-api',
  breaks: 'A Route leads straight to maas-api, which believes whatever identity the caller names.',
  noticedBy: ['maas.no-bypass'],
  apply(world) {
    const { namespace, name } = places(world).api;
    world.objects.put(openRoute(namespace, name));
  },
};

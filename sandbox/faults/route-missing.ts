import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'route-missing',
  breaks: 'The HTTPRoute of the management API was not created.',
  noticedBy: ['maas.routes'],
  apply(world) {
    world.objects.remove(places(world).apiRoute);
  },
};

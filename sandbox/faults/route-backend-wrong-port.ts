import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'route-backend-wrong-port',
  breaks:
    'The API’s route leads to a port that its Service does not have (8443 belongs to the TLS overlay): every call is a 500.',
  noticedBy: ['maas.routes'],
  apply(world) {
    world.objects.edit(places(world).apiRoute, (route) => {
      for (const { backendRefs } of route['spec'].rules) for (const ref of backendRefs) ref.port = 8443;
    });
  },
};

import { places } from '../edits/places.ts';
import { withdrawEndpoints } from '../edits/pods.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'route-backend-not-ready',
  breaks: 'The Service behind an HTTPRoute has no ready endpoint.',
  noticedBy: ['maas.routes'],
  alsoTouches: ['metrics.*'],
  apply(world) {
    withdrawEndpoints(world.objects, places(world).api);
  },
};

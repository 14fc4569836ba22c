import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'gateway-missing',
  breaks: 'The Gateway was never applied, or was deleted: nothing can attach to it (FM-12).',
  noticedBy: ['maas.gateway-programmed', 'maas.gateway-listeners', 'maas.routes', 'maas.external-address'],
  alsoTouches: ['maas.*', 'models.*', 'auth.*', 'limits.*', 'inference.*', 'metrics.*'],
  apply(world) {
    world.objects.remove(places(world).gateway);
  },
};

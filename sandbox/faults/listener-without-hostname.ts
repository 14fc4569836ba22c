import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'listener-without-hostname',
  breaks: 'The HTTPS listener has no hostname (FM-25).',
  noticedBy: ['maas.gateway-listeners'],
  alsoTouches: ['maas.certificate', 'maas.external-address'],
  apply(world) {
    world.objects.edit(places(world).gateway, (gateway) => {
      for (const listener of gateway['spec'].listeners) delete listener.hostname;
    });
  },
};

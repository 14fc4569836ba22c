import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'listener-of-other-host',
  breaks: 'The HTTPS listener was applied with its placeholder unset: its host is not the one that is promised.',
  noticedBy: ['maas.gateway-listeners'],
  alsoTouches: ['maas.certificate', 'maas.external-address'],
  apply(world) {
    world.objects.edit(places(world).gateway, ({ spec }) => {
      for (const listener of spec.listeners) listener.hostname = 'gateway.example';
    });
  },
};

import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'https-listener-passthrough',
  breaks: 'The HTTPS listener hands TLS through instead of terminating it: no HTTPRoute can be served there.',
  noticedBy: ['maas.gateway-listeners'],
  apply(world) {
    world.objects.edit(places(world).gateway, ({ spec }) => {
      spec.listeners.find(({ name }: { name: string }) => name === 'https').tls.mode = 'Passthrough';
    });
  },
};

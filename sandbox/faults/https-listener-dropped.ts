import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'https-listener-dropped',
  breaks: 'The installer found no certificate and applied the gateway without its HTTPS listener (FM-08).',
  noticedBy: ['maas.gateway-listeners'],
  alsoTouches: ['maas.certificate', 'maas.external-address', 'maas.no-plain-http'],
  apply(world) {
    const { gateway } = places(world);
    world.objects.edit(gateway, ({ spec }) => {
      spec.listeners = [{ name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'All' } } }];
    });
    // Its controller has seen that: the status is about the listener that is left.
    world.objects.edit(gateway, ({ status }) => {
      const https = status.listeners.find(({ name }: { name: string }) => name === 'https');
      status.listeners = [{ ...https, name: 'http' }];
    });
  },
};

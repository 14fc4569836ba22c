import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'https-listener-dropped',
  breaks: 'The installer found no certificate and applied the gateway without its HTTPS listener (FM-08).',
  noticedBy: ['maas.gateway-listeners'],
  alsoTouches: ['maas.certificate'],
  apply(world) {
    world.objects.edit(places(world).gateway, (gateway) => {
      const http = { name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'All' } } };
      const https = gateway['status'].listeners.find(({ name }: { name: string }) => name === 'https');
      gateway['spec'].listeners = [http];
      gateway['status'].listeners = [{ ...https, name: 'http' }];
    });
  },
};

import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'listener-takes-own-namespace',
  breaks: 'The HTTPS listener takes routes of its own namespace only, so they attach to plain HTTP alone (FM-24).',
  noticedBy: ['maas.routes'],
  installations: ['maas-0.0.2'],
  apply(world) {
    world.objects.edit(places(world).gateway, (gateway) => {
      const https = gateway['spec'].listeners.find(({ name }: { name: string }) => name === 'https');
      https.allowedRoutes = { namespaces: { from: 'Same' } };
      const reported = gateway['status'].listeners.find(({ name }: { name: string }) => name === 'https');
      reported.attachedRoutes = 0;
    });
  },
};

import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'listener-takes-own-namespace',
  breaks: 'The HTTPS listener takes routes of its own namespace only, so they attach to plain HTTP alone (FM-24).',
  noticedBy: ['maas.routes'],
  installations: ['maas-0.0.2'],
  apply(world) {
    const { gateway } = places(world);
    world.objects.edit(gateway, ({ spec }) => {
      const https = spec.listeners.find(({ name }: { name: string }) => name === 'https');
      https.allowedRoutes = { namespaces: { from: 'Same' } };
    });
    // By a second edit, so that the status is about the new spec.
    world.objects.edit(gateway, ({ status }) => {
      status.listeners.find(({ name }: { name: string }) => name === 'https').attachedRoutes = 0;
    });
  },
};

import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'plain-http-listener',
  breaks: 'The gateway listens without TLS as well, and every route is served there: tokens travel in clear (FM-10).',
  noticedBy: ['maas.no-plain-http', 'auth.plaintext-refused'],
  installations: ['guide'],
  apply(world) {
    const { gateway } = places(world);
    world.objects.edit(gateway, ({ spec }) => {
      const [https] = spec.listeners;
      spec.listeners.push({ ...structuredClone(https), name: 'http', port: 80, protocol: 'HTTP', tls: undefined });
    });
    // By a second edit, so that the status is about the new spec.
    world.objects.edit(gateway, ({ status }) => {
      status.listeners.push({ ...structuredClone(status.listeners[0]), name: 'http' });
    });
  },
};

import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'gateway-without-tls-bootstrap',
  breaks: 'The Gateway was made without the annotation by which TLS to Authorino is set up (FM-13).',
  noticedBy: ['maas.gateway-annotations'],
  installations: ['maas-0.0.2'],
  apply(world) {
    world.objects.edit(places(world).gateway, ({ metadata }) => {
      delete metadata.annotations?.['security.opendatahub.io/authorino-tls-bootstrap'];
    });
  },
};

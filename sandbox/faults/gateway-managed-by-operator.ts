import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'gateway-managed-by-operator',
  breaks:
    'The Gateway was made without the annotation that keeps the model controller from replacing its AuthPolicies (FM-13).',
  noticedBy: ['maas.gateway-annotations'],
  installations: ['maas-0.0.2'],
  apply(world) {
    world.objects.edit(places(world).gateway, ({ metadata }) => {
      delete metadata.annotations?.['opendatahub.io/managed'];
    });
  },
};

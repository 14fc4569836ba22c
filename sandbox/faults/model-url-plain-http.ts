import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'model-url-plain-http',
  breaks: 'A model is published with the URL of the gateway’s plain listener: tokens go over it in the clear (FM-10).',
  noticedBy: ['models.route-shape'],
  installations: ['maas-0.0.2'],
  apply(world) {
    world.objects.edit(places(world).model, ({ status }) => {
      status.url = status.url.replace('https://', 'http://');
    });
  },
};

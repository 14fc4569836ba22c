import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'model-service-node-port',
  breaks: 'The Service of a model was opened on every node to try it out, and stayed so (FM-50).',
  noticedBy: ['maas.no-bypass'],
  apply(world) {
    world.objects.edit({ kind: 'Service', ...places(world).modelService }, ({ spec }) => {
      spec.type = 'NodePort';
    });
  },
};

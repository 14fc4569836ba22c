import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'api-account-missing',
  breaks: 'The service account of maas-api was deleted: its next pod will not start.',
  noticedBy: ['maas.service-account'],
  apply(world) {
    world.objects.remove({ kind: 'ServiceAccount', ...places(world).api });
  },
};

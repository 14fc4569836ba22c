import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'certificate-secret-missing',
  breaks: 'The Secret that the HTTPS listener names does not exist: it was renamed between releases (FM-08).',
  noticedBy: ['maas.certificate'],
  apply(world) {
    world.objects.remove(places(world).certificate);
  },
};

import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'certificate-secret-without-key',
  breaks: 'The listener’s Secret was made from the certificate alone, without its key (FM-08).',
  noticedBy: ['maas.certificate'],
  apply(world) {
    world.objects.edit(places(world).certificate, ({ data }) => {
      delete data['tls.key'];
    });
  },
};

import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'certificate-secret-other-host',
  breaks: 'The certificate in the listener’s Secret is for another host (FM-09).',
  noticedBy: ['maas.certificate'],
  apply(world) {
    world.objects.edit(places(world).certificate, ({ data }) => {
      data['tls.crt'] = Buffer.from(world.certificates.kube.cert).toString('base64');
    });
  },
};

import { changeCondition } from '../edits/conditions.ts';
import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'listener-certificate-unresolved',
  breaks: 'The HTTPS listener’s certificate reference is refused by the gateway’s controller (FM-08).',
  noticedBy: ['maas.gateway-programmed'],
  apply(world) {
    world.objects.edit(places(world).gateway, (gateway) => {
      const https = gateway['status'].listeners.find(({ name }: { name: string }) => name === 'https');
      changeCondition(https, 'ResolvedRefs', {
        status: 'False',
        reason: 'InvalidCertificateRef',
        message: 'invalid certificate reference: the secret has no valid key pair',
      });
    });
  },
};

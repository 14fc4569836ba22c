import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'certificate-expired',
  breaks: 'The gateway serves a certificate that has expired; scripts with -k do not notice.',
  noticedBy: ['auth.tls-valid', 'maas.certificate', 'maas.certificate-renewal'],
  alsoTouches: ['auth.*', 'limits.*', 'inference.*', 'models.*', 'metrics.*'],
  apply({ behaviour }) {
    behaviour.gateway.certificate = 'expired';
  },
};

import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'certificate-other-host',
  breaks: 'The gateway serves a certificate for another host (FM-09).',
  noticedBy: ['auth.tls-valid', 'maas.certificate'],
  alsoTouches: ['auth.*', 'limits.*', 'inference.*', 'models.*', 'metrics.*'],
  apply({ behaviour }) {
    behaviour.gateway.certificate = 'other-host';
  },
};

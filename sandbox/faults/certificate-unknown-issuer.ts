import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'certificate-unknown-issuer',
  breaks: 'The gateway serves a certificate of a CA that nobody trusts.',
  noticedBy: ['auth.tls-valid'],
  alsoTouches: ['auth.*', 'limits.*', 'inference.*', 'models.*', 'metrics.*'],
  apply({ behaviour }) {
    behaviour.gateway.certificate = 'unknown-issuer';
  },
};

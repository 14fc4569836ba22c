import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'cache-ignores-signature',
  breaks:
    'The gateway remembers a token without its signature: once it knows one, a forged copy that it has never seen is accepted.',
  noticedBy: ['auth.tampered-token'],
  alsoTouches: ['auth.unsigned-token'],
  installations: ['maas-0.0.2'],
  apply({ behaviour }) {
    behaviour.gateway.cacheIgnoresSignature = true;
  },
};

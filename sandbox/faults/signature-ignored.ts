import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'signature-ignored',
  breaks: 'Tokens are decoded and not verified.',
  noticedBy: ['auth.tampered-token'],
  alsoTouches: ['auth.unsigned-token', 'auth.wrong-issuer', 'auth.error-bodies'],
  apply({ behaviour }) {
    behaviour.gateway.ignoresSignature = true;
  },
};

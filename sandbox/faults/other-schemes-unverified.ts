import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'other-schemes-unverified',
  breaks:
    'Only credentials that begin with Bearer are verified, and every other scheme is passed on: the policy’s condition compares the letters.',
  noticedBy: ['auth.scheme-variants'],
  alsoTouches: ['auth.malformed-token'],
  apply({ behaviour }) {
    behaviour.gateway.otherSchemesUnverified = true;
  },
};

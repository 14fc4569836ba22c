import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'issuer-ignored',
  breaks: 'Tokens of any issuer are verified with the key that they bring along: the rule for tokens names no issuer.',
  noticedBy: ['auth.wrong-issuer'],
  apply({ behaviour }) {
    behaviour.gateway.ignoresIssuer = true;
  },
};

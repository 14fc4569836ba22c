import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'accepts-any-token',
  breaks: 'Any bearer token is taken for a valid one.',
  noticedBy: ['auth.malformed-token', 'auth.tampered-token'],
  alsoTouches: ['auth.*'],
  apply({ behaviour }) {
    behaviour.gateway.acceptsAnyToken = true;
  },
};

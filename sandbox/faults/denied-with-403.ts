import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'denied-with-403',
  breaks: 'A missing or wrong token is answered 403, so that clients do not fetch a new one.',
  noticedBy: ['auth.anonymous-denied', 'auth.anonymous-api-denied'],
  alsoTouches: ['auth.*', 'limits.refusal-shape'],
  apply({ behaviour }) {
    behaviour.gateway.denialStatus = 403;
  },
};

import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'valid-token-refused-at-rate',
  breaks:
    'Authorino’s identity cache stores nothing (its default of 1 MB is too small for a token), so each request is a review, and above some a second a valid token is answered 401 (measured).',
  noticedBy: ['auth.valid-under-load'],
  apply({ behaviour }) {
    behaviour.gateway.refusesTokenAbovePerSecond = 52;
  },
};

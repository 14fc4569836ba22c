import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'expiration-negative-accepted',
  breaks:
    'A lifetime that is zero or negative counts as none given: the caller gets a token of the default four hours.',
  noticedBy: ['auth.token-lifetimes'],
  apply({ behaviour }) {
    behaviour.maasApi.lifetimes = 'negative-accepted';
  },
};

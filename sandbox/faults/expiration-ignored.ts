import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'expiration-ignored',
  breaks: 'The lifetime that a mint asks for is not read: a token of ten minutes lives four hours.',
  noticedBy: ['auth.token-lifetimes'],
  // Nobody gets a token that expires soon enough to be waited for.
  alsoTouches: ['auth.expired-token'],
  apply({ behaviour }) {
    behaviour.maasApi.lifetimes = 'ignored';
  },
};

import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'second-token-own-quota',
  breaks:
    'Each token has a quota of its own: the limit counts by the Authorization header instead of the user, so whoever mints again is never refused.',
  noticedBy: ['limits.one-quota-per-user'],
  apply({ behaviour }) {
    behaviour.limiter.countedPer = 'token';
  },
};

import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'expiration-too-long-accepted',
  breaks: 'A lifetime beyond what Kubernetes issues (2^32 seconds) is accepted: the token lives for ever.',
  noticedBy: ['auth.token-lifetimes'],
  apply({ behaviour }) {
    behaviour.maasApi.lifetimes = 'endless-accepted';
  },
};

import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'alg-none-accepted',
  breaks: 'A token with "alg": "none" needs no signature.',
  noticedBy: ['auth.unsigned-token'],
  apply({ behaviour }) {
    behaviour.gateway.acceptsAlgNone = true;
  },
};

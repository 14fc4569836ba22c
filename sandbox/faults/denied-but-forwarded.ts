import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'denied-but-forwarded',
  breaks: 'A request without a valid token is answered 401, and reaches the model nevertheless.',
  noticedBy: ['auth.anonymous-denied'],
  alsoTouches: ['auth.*'],
  apply({ behaviour }) {
    behaviour.gateway.deniedButForwarded = true;
  },
};

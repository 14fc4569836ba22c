import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'limited-but-forwarded',
  breaks: 'A request over the limit is answered 429, and reaches the model nevertheless.',
  noticedBy: ['limits.refused-not-forwarded'],
  alsoTouches: ['metrics.*'],
  apply({ behaviour }) {
    behaviour.gateway.limitedButForwarded = true;
  },
};

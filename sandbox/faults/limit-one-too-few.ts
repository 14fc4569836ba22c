import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'limit-one-too-few',
  breaks: 'One request less than the limit is admitted.',
  noticedBy: ['limits.requests-exact', 'limits.concurrent-burst'],
  alsoTouches: ['limits.*', 'metrics.*'],
  apply({ behaviour }) {
    behaviour.limiter.requestLimitOffset = -1;
  },
};

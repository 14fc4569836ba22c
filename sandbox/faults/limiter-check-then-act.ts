import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'limiter-check-then-act',
  breaks: 'Requests at the same time overshoot: the limiter looks first and counts later.',
  noticedBy: ['limits.concurrent-burst'],
  alsoTouches: ['limits.*', 'metrics.*'],
  apply({ behaviour }) {
    behaviour.limiter.checkThenAct = true;
  },
};

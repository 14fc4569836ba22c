import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'limiter-off',
  breaks: 'No request is counted although every policy is Enforced (FM-05, FM-59).',
  noticedBy: ['limits.requests-exact'],
  alsoTouches: ['limits.*', 'metrics.*'],
  apply({ behaviour }) {
    behaviour.limiter.off = true;
  },
};

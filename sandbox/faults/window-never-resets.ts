import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'window-never-resets',
  breaks: 'A spent quota never comes back.',
  noticedBy: ['limits.reset'],
  alsoTouches: ['auth.*', 'limits.*', 'inference.*', 'models.*', 'metrics.*'],
  apply({ behaviour }) {
    behaviour.limiter.reset = 'never';
  },
};

import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'window-resets-late',
  breaks: 'A spent quota comes back long after its window.',
  noticedBy: ['limits.reset'],
  alsoTouches: ['auth.*', 'limits.*', 'inference.*', 'models.*', 'metrics.*'],
  apply({ behaviour }) {
    behaviour.limiter.reset = 'late';
  },
};

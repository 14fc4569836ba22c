import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'window-resets-early',
  breaks: 'A spent quota comes back before its window is over: the limiter restarts and forgets (FM-61).',
  noticedBy: ['limits.reset'],
  alsoTouches: ['limits.*', 'metrics.*'],
  apply({ behaviour }) {
    behaviour.limiter.reset = 'early';
  },
};

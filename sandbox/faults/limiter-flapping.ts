import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'limiter-flapping',
  breaks: 'Within one window some requests are admitted after others were refused (FM-56).',
  noticedBy: ['limits.monotonic'],
  alsoTouches: ['limits.*', 'metrics.*'],
  apply({ behaviour }) {
    behaviour.limiter.flapping = true;
  },
};

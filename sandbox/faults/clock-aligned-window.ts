import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'clock-aligned-window',
  breaks:
    'Windows end at the full minute instead of a window after the first request: another limiter in front (Envoy’s global rate limit service) or in Limitador’s place.',
  noticedBy: ['limits.reset'],
  alsoTouches: ['limits.*', 'metrics.*'],
  apply({ behaviour }) {
    behaviour.limiter.windowStart = 'clock-aligned';
  },
};

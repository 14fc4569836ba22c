import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'refusals-extend-window',
  breaks: 'Each refusal starts the window anew, so that a caller who polls is never admitted again.',
  noticedBy: ['limits.reset'],
  alsoTouches: ['limits.*', 'metrics.*'],
  apply({ behaviour }) {
    behaviour.limiter.refusalsExtendWindow = true;
  },
};

import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'stream-error-inside',
  breaks:
    'An engine that dies in the middle of a stream writes an error object into it, and ends it as if all were well.',
  noticedBy: ['inference.stream'],
  alsoTouches: ['inference.*', 'limits.*'],
  apply({ behaviour }) {
    behaviour.model.errorInStream = true;
  },
};

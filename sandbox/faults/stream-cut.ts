import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'stream-cut',
  breaks: 'Streams are cut in the middle.',
  noticedBy: ['inference.stream'],
  alsoTouches: ['inference.*', 'limits.*'],
  apply({ behaviour }) {
    behaviour.model.cutsStream = true;
  },
};

import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'simulator-random-ignored',
  breaks: 'Simulators that are to answer at random repeat their prompt: a pod still runs with arguments of before.',
  noticedBy: ['inference.simulator-random'],
  // A repetition loses what is no ASCII, and is as long as its prompt.
  alsoTouches: ['inference.*', 'limits.*'],
  apply({ behaviour }) {
    behaviour.model.otherMode = true;
  },
};

import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'answers-from-cache',
  breaks: 'A cache before the models gives the same answer to the same question, to whoever asks.',
  noticedBy: ['inference.simulator-random'],
  // Tries again to be lucky are in vain.
  alsoTouches: ['inference.max-tokens', 'inference.stream-is-incremental'],
  apply({ behaviour }) {
    behaviour.model.repeatsAnswers = true;
  },
};

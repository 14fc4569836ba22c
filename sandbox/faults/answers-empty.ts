import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'answers-empty',
  breaks: 'Answers have no content.',
  noticedBy: ['inference.chat'],
  alsoTouches: ['inference.*', 'limits.tokens-exact', 'limits.tokens-stream'],
  apply({ behaviour }) {
    behaviour.model.emptyAnswers = true;
  },
};

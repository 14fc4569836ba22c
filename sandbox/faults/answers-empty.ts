import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'answers-empty',
  breaks: 'Answers have no content.',
  noticedBy: ['inference.chat'],
  alsoTouches: ['inference.*', 'limits.*'],
  apply({ behaviour }) {
    behaviour.model.emptyAnswers = true;
  },
};

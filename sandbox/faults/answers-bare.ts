import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'answers-bare',
  breaks: 'Answers lack id and object.',
  noticedBy: ['inference.chat'],
  alsoTouches: ['inference.*'],
  apply({ behaviour }) {
    behaviour.model.bareAnswers = true;
  },
};

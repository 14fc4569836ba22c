import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'answers-wrong-role',
  breaks: 'The answer’s message has the role "user".',
  noticedBy: ['inference.chat'],
  alsoTouches: ['inference.*', 'limits.*'],
  apply({ behaviour }) {
    behaviour.model.wrongRole = true;
  },
};

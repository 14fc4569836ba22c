import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'answers-mixed-up',
  breaks: 'Of chats at the same time each gets the answer of another.',
  noticedBy: ['inference.parallel'],
  apply({ behaviour }) {
    behaviour.model.mixesUpAnswers = true;
  },
};

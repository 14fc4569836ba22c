import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'context-overflow-5xx',
  breaks: 'What is longer than the context crashes the request instead of being refused.',
  noticedBy: ['inference.context-overflow'],
  alsoTouches: ['inference.error-shape'],
  apply({ behaviour }) {
    behaviour.model.beyondContext = 'fails';
  },
};

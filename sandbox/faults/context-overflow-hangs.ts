import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'context-overflow-hangs',
  breaks: 'What is longer than the context is never answered.',
  noticedBy: ['inference.context-overflow'],
  alsoTouches: ['inference.error-shape'],
  apply({ behaviour }) {
    behaviour.model.beyondContext = 'hangs';
  },
};

import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'error-inside-200',
  breaks: 'An engine that died answers 200 with an error object inside.',
  noticedBy: ['inference.chat'],
  alsoTouches: ['inference.*', 'limits.*'],
  apply({ behaviour }) {
    behaviour.model.errorInside200 = true;
  },
};

import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'bad-json-5xx',
  breaks: 'A body that is no JSON crashes the parser.',
  noticedBy: ['inference.bad-json'],
  apply({ behaviour }) {
    behaviour.model.badJsonStatus = 500;
  },
};

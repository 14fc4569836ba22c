import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'answers-wrong-model',
  breaks: 'Answers name another model than the one asked for.',
  noticedBy: ['inference.chat', 'inference.completions'],
  apply({ behaviour }) {
    behaviour.model.namesWrongModel = true;
  },
};

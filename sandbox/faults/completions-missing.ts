import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'completions-missing',
  breaks: 'The legacy completions are not served.',
  noticedBy: ['inference.completions'],
  apply({ behaviour }) {
    behaviour.model.noCompletions = true;
  },
};

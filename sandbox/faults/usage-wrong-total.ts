import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'usage-wrong-total',
  breaks: 'total_tokens is not the sum of the others.',
  noticedBy: ['inference.usage', 'inference.completions'],
  alsoTouches: ['inference.stream-usage', 'metrics.*'],
  apply({ behaviour }) {
    behaviour.model.usage = 'wrong-total';
  },
};

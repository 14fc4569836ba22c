import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'usage-zero',
  breaks: 'usage is zero, so that no token limit can work.',
  noticedBy: ['inference.usage'],
  alsoTouches: ['inference.*', 'limits.*', 'metrics.*'],
  apply({ behaviour }) {
    behaviour.model.usage = 'zero';
  },
};

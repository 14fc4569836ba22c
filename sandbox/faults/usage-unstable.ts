import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'usage-unstable',
  breaks: 'The same prompt has another number of tokens each time.',
  noticedBy: ['inference.usage'],
  alsoTouches: ['inference.stream-usage', 'inference.parallel'],
  apply({ behaviour }) {
    behaviour.model.usage = 'unstable';
  },
};

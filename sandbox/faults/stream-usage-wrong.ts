import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'stream-usage-wrong',
  breaks: 'The usage of a stream is not that of the same answer as a whole.',
  noticedBy: ['inference.stream-usage'],
  apply({ behaviour }) {
    behaviour.model.wrongStreamUsage = true;
  },
};

import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'usage-missing',
  breaks: 'Answers have no usage.',
  noticedBy: ['inference.usage'],
  alsoTouches: ['inference.*', 'limits.*', 'metrics.*'],
  apply({ behaviour }) {
    behaviour.model.usage = 'missing';
  },
};

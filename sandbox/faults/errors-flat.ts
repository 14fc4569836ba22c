import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'errors-flat',
  breaks: 'Errors are JSON, but no OpenAI error object.',
  noticedBy: ['inference.error-shape'],
  apply({ behaviour }) {
    behaviour.model.errorShape = 'flat';
  },
};

import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'errors-as-html',
  breaks: 'Errors are HTML pages of a proxy.',
  noticedBy: ['inference.error-shape'],
  apply({ behaviour }) {
    behaviour.model.errorShape = 'html';
  },
};

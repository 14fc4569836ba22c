import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'errors-empty',
  breaks: 'Errors have no body.',
  noticedBy: ['inference.error-shape'],
  apply({ behaviour }) {
    behaviour.model.errorShape = 'empty';
  },
};

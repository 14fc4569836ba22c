import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'errors-as-text',
  breaks: 'Errors are plain text, so that SDKs cannot tell why.',
  noticedBy: ['inference.error-shape'],
  apply({ behaviour }) {
    behaviour.model.errorShape = 'text';
  },
};

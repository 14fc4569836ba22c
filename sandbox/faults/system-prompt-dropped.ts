import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'system-prompt-dropped',
  breaks: 'System messages do not reach the model: its chat template leaves them out.',
  noticedBy: ['inference.system-prompt'],
  apply({ behaviour }) {
    behaviour.model.forgetsSystem = true;
  },
};

import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'large-body-hangs',
  breaks: 'A refusal of a large body never arrives while a token limit is in force (wasm-shim #425).',
  noticedBy: ['inference.large-body'],
  apply({ behaviour }) {
    behaviour.gateway.largeBodies = 'hang';
  },
};

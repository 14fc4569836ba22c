import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'max-tokens-says-stop',
  breaks: 'An answer that was cut claims to be complete.',
  noticedBy: ['inference.max-tokens'],
  apply({ behaviour }) {
    behaviour.model.cutSaysStop = true;
  },
};

import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'empty-messages-5xx',
  breaks: 'A chat without messages crashes the server’s request.',
  noticedBy: ['inference.empty-messages'],
  apply({ behaviour }) {
    behaviour.model.failsWithoutMessages = true;
  },
};

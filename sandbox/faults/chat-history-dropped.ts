import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'chat-history-dropped',
  breaks: 'Only the last message of a chat reaches the model: a filter rewrites the request.',
  noticedBy: ['inference.multi-turn', 'inference.system-prompt'],
  apply({ behaviour }) {
    behaviour.model.forgetsHistory = true;
  },
};

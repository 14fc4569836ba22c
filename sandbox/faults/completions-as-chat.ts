import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'completions-as-chat',
  breaks: 'The legacy completions answer in the shape of chat.',
  noticedBy: ['inference.completions'],
  apply({ behaviour }) {
    behaviour.model.completionsAsChat = true;
  },
};

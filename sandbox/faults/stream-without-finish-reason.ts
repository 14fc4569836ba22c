import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'stream-without-finish-reason',
  breaks: 'No event of a stream says why it ended.',
  noticedBy: ['inference.stream'],
  apply({ behaviour }) {
    behaviour.model.noFinishReason = true;
  },
};

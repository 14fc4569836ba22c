import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'model-buffers-streams',
  breaks: 'The model sends a stream in one piece at its end.',
  noticedBy: ['inference.stream-is-incremental'],
  apply({ behaviour }) {
    behaviour.model.buffersStream = true;
  },
};

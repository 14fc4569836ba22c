import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'model-buffers-streams',
  breaks: 'The model sends a stream in one piece at its end.',
  noticedBy: ['inference.stream-is-incremental'],
  alsoTouches: ['limits.abort-metered'],
  apply({ behaviour }) {
    behaviour.model.buffersStream = true;
  },
};

import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'gateway-buffers-streams',
  breaks: 'The gateway forwards a stream only once it is complete: a filter buffers the body.',
  noticedBy: ['inference.stream-is-incremental'],
  alsoTouches: ['limits.abort-metered'],
  apply({ behaviour }) {
    behaviour.gateway.buffersAnswers = true;
  },
};

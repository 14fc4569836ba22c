import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'large-body-fatal',
  breaks:
    'Large bodies are buffered whole, and the gateway’s proxy runs out of memory on them: whoever comes next gets 503.',
  noticedBy: ['inference.large-body'],
  apply({ behaviour }) {
    behaviour.gateway.largeBodies = 'fatal';
  },
};

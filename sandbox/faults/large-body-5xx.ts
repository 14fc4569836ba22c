import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'large-body-5xx',
  breaks: 'A body that is larger than the gateway takes is a server error, as of a filter that fails on it.',
  noticedBy: ['inference.large-body'],
  // The release’s simulators take no body that large, which is known of them.
  installations: ['guide'],
  apply({ behaviour }) {
    behaviour.gateway.largeBodies = 'fails';
  },
};

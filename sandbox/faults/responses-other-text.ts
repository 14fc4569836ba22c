import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'responses-other-text',
  breaks: 'The deltas of a streamed response are not the text of its last event: a filter rewrites one of them.',
  noticedBy: ['inference.responses'],
  // The release’s simulators do not have the endpoint.
  installations: ['guide'],
  apply({ behaviour }) {
    behaviour.model.responses = 'other-text';
  },
};

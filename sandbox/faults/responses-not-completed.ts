import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'responses-not-completed',
  breaks: 'A streamed response ends without the event that has it whole: strict clients wait, or lose its usage.',
  noticedBy: ['inference.responses'],
  // The release’s simulators do not have the endpoint.
  installations: ['guide'],
  apply({ behaviour }) {
    behaviour.model.responses = 'not-completed';
  },
};

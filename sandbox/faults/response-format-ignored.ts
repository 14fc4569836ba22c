import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'response-format-ignored',
  breaks: 'response_format is ignored, though the server knows it: a proxy drops what it does not know.',
  noticedBy: ['inference.structured-output'],
  // Simulators ignore it as they are: nobody could tell.
  installations: ['guide'],
  apply({ behaviour }) {
    behaviour.model.ignoresResponseFormat = true;
  },
};

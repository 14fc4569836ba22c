import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'stop-ignored',
  breaks: 'stop is ignored, though the server knows it: a proxy drops what it does not know.',
  noticedBy: ['inference.stop'],
  // Simulators ignore it as they are: nobody could tell.
  installations: ['guide'],
  apply({ behaviour }) {
    behaviour.model.ignoresStop = true;
  },
};

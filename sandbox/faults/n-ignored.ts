import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'n-ignored',
  breaks: 'n is ignored, though the server knows it: a proxy drops what it does not know.',
  noticedBy: ['inference.n-choices'],
  // Simulators ignore it as they are: nobody could tell.
  installations: ['guide'],
  apply({ behaviour }) {
    behaviour.model.ignoresN = true;
  },
};

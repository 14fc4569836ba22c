import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'characters-misread',
  breaks: 'A filter on the way takes the UTF-8 of answers for Latin-1: every accent becomes two signs.',
  noticedBy: ['inference.unicode'],
  // The release’s models are simulators that answer at random, in ASCII: nobody could tell.
  installations: ['guide'],
  apply({ behaviour }) {
    behaviour.gateway.characters = 'latin-1';
  },
};

import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'stream-characters-broken',
  breaks: 'A filter decodes each piece of a stream by itself: a character that is cut between two pieces is lost.',
  noticedBy: ['inference.unicode'],
  // The release’s models are simulators that answer at random, in ASCII: nobody could tell.
  installations: ['guide'],
  apply({ behaviour }) {
    behaviour.gateway.characters = 'broken-between-pieces';
  },
};

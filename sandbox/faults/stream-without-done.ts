import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'stream-without-done',
  breaks: 'Streams end without [DONE], so that strict clients wait.',
  noticedBy: ['inference.stream'],
  apply({ behaviour }) {
    behaviour.model.noDone = true;
  },
};

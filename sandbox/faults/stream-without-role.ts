import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'stream-without-role',
  breaks: 'No event of a stream carries the role.',
  noticedBy: ['inference.stream'],
  apply({ behaviour }) {
    behaviour.model.noRole = true;
  },
};

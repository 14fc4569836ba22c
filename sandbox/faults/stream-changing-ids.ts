import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'stream-changing-ids',
  breaks: 'The events of one stream have different ids: clients that put streams together by id show pieces.',
  noticedBy: ['inference.stream'],
  // The release's model is a simulator that is known for it.
  installations: ['guide'],
  apply({ behaviour }) {
    behaviour.model.changingIds = true;
  },
};

import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'bad-json-accepted',
  breaks: 'A body that is no JSON is taken for a request.',
  noticedBy: ['inference.bad-json'],
  apply({ behaviour }) {
    behaviour.model.acceptsBadJson = true;
  },
};

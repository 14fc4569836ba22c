import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'stream-after-done',
  breaks: 'An event follows [DONE].',
  noticedBy: ['inference.stream'],
  apply({ behaviour }) {
    behaviour.model.dataAfterDone = true;
  },
};

import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'stream-two-finish-reasons',
  breaks: 'Two events of a stream carry a finish_reason.',
  noticedBy: ['inference.stream'],
  apply({ behaviour }) {
    behaviour.model.twoFinishReasons = true;
  },
};

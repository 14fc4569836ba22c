import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'stream-as-json',
  breaks:
    'Streams have the content type of JSON, as a proxy sets it that knows one kind of answer: clients do not read them as streams.',
  noticedBy: ['inference.stream'],
  // Whoever meters by the content type takes a stream for one body, which has no usage.
  alsoTouches: ['inference.*', 'limits.*'],
  apply({ behaviour }) {
    behaviour.model.streamType = 'application/json';
  },
};

import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'responses-bare',
  breaks: 'Answers of the Responses endpoint lack id and object: a proxy builds them from chat completions.',
  noticedBy: ['inference.responses'],
  // The release’s simulators do not have the endpoint.
  installations: ['guide'],
  apply({ behaviour }) {
    behaviour.model.responses = 'bare';
  },
};

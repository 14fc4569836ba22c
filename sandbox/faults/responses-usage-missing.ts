import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'responses-usage-missing',
  breaks: 'The Responses endpoint reports no usage, so that nothing can be counted.',
  noticedBy: ['inference.responses'],
  // The release’s simulators do not have the endpoint.
  installations: ['guide'],
  apply({ behaviour }) {
    behaviour.model.responses = 'no-usage';
  },
};

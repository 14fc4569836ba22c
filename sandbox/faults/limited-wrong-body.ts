import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'limited-wrong-body',
  breaks: 'The refusal has another body than the release’s.',
  noticedBy: ['limits.refusal-shape'],
  installations: ['maas-0.0.2'],
  apply({ behaviour }) {
    behaviour.gateway.limitedBody = 'slow down';
  },
};

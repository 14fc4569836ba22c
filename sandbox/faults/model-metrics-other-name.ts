import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'model-metrics-other-name',
  breaks:
    'a model is served under a second name, and its metrics go by the first: whoever looks for the name that callers use finds nothing',
  noticedBy: ['metrics.model-metrics'],
  apply: ({ behaviour }) => {
    behaviour.model.metricsName = 'model';
  },
};

import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'model-counters-frozen',
  breaks: 'scrapes of a model succeed and always bring the same: they reach a copy that serves nobody',
  noticedBy: ['metrics.model-metrics'],
  alsoTouches: ['metrics.dashboard-queries', 'metrics.dashboards-render'],
  installations: ['guide'],
  apply: ({ behaviour }) => {
    behaviour.prometheus.frozenJobs.push('facebook-opt-125m');
  },
};

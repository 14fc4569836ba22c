import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'counters-frozen',
  breaks: 'scrapes of the limiter succeed and always bring the same: a cache stands between it and Prometheus',
  noticedBy: ['metrics.limitador-names', 'metrics.requests-counted', 'metrics.refusals-counted'],
  alsoTouches: ['metrics.tokens-counted', 'metrics.labels', 'metrics.dashboard-queries', 'metrics.dashboards-render'],
  apply: ({ behaviour }) => {
    behaviour.prometheus.frozenJobs.push('limitador');
  },
};

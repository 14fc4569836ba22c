import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'authorino-counters-frozen',
  breaks: 'scrapes of Authorino succeed and always bring the same: a proxy caches what its metrics port answers',
  noticedBy: ['metrics.authorino-metrics'],
  alsoTouches: ['metrics.dashboard-queries', 'metrics.dashboards-render'],
  apply: ({ behaviour }) => {
    behaviour.prometheus.frozenJobs.push('authorino');
  },
};

import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'target-stale',
  breaks: 'Authorino’s target says up, and its last scrape is ten minutes old: Prometheus no longer gets around to it',
  noticedBy: ['metrics.targets-up'],
  alsoTouches: ['metrics.authorino-metrics', 'metrics.dashboard-queries', 'metrics.dashboards-render'],
  apply: ({ behaviour }) => {
    behaviour.prometheus.staleJobs.push('authorino');
  },
};

import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'target-down',
  breaks: 'Authorino’s metrics port refuses connections: a NetworkPolicy keeps Prometheus out',
  noticedBy: ['metrics.targets-up'],
  alsoTouches: ['metrics.authorino-metrics', 'metrics.dashboard-queries', 'metrics.dashboards-render'],
  apply: ({ behaviour }) => {
    behaviour.prometheus.targetsDown.push('authorino');
  },
};

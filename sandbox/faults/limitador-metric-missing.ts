import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'limitador-metric-missing',
  breaks: 'a relabeling of the monitor drops limitador_up, so no board and no alert sees the limiter go away',
  noticedBy: ['metrics.limitador-names'],
  alsoTouches: ['metrics.dashboard-queries', 'metrics.dashboards-render'],
  apply: ({ behaviour }) => {
    behaviour.prometheus.droppedMetrics.push('limitador_up');
  },
};

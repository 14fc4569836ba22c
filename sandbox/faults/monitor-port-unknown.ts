import { monitorRef } from '../edits/monitors.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'monitor-port-unknown',
  breaks: 'Authorino’s monitor names a port that its pods do not have, so it selects them and scrapes nothing (FM-66)',
  noticedBy: ['metrics.monitors', 'metrics.targets-up'],
  alsoTouches: ['metrics.authorino-metrics', 'metrics.dashboard-queries', 'metrics.dashboards-render'],
  apply: ({ objects }) =>
    objects.edit(monitorRef(objects, 'PodMonitor', 'authorino-server-metrics'), (monitor) => {
      monitor['spec'].podMetricsEndpoints[0].port = 'http-metrics';
    }),
};

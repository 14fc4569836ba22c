import { monitorRef } from '../edits/monitors.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'authorino-monitor-of-controller',
  breaks:
    'the monitor of Authorino asks for /metrics, which has the controller’s metrics, so that no decision is ever counted',
  noticedBy: ['metrics.authorino-metrics'],
  alsoTouches: ['metrics.dashboard-queries', 'metrics.dashboards-render'],
  apply: ({ objects }) => {
    objects.edit(monitorRef(objects, 'PodMonitor', 'authorino-server-metrics'), ({ spec }) => {
      for (const endpoint of spec.podMetricsEndpoints) endpoint.path = '/metrics';
    });
  },
};

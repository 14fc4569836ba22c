import { monitorRef } from '../edits/monitors.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'monitor-missing',
  breaks:
    'the observability part of the installation was only half applied: nothing asks for Authorino to be scraped (FM-66)',
  noticedBy: ['metrics.monitors', 'metrics.targets-up'],
  alsoTouches: ['metrics.authorino-metrics', 'metrics.dashboard-queries', 'metrics.dashboards-render'],
  apply: ({ objects }) => objects.remove(monitorRef(objects, 'PodMonitor', 'authorino-server-metrics')),
};

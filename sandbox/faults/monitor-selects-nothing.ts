import { monitorRef } from '../edits/monitors.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'monitor-selects-nothing',
  breaks:
    'the limiter’s ServiceMonitor selects by a label that no Service has, as after the operator renamed its labels (FM-66)',
  noticedBy: ['metrics.monitors', 'metrics.targets-up'],
  alsoTouches: [
    'metrics.limitador-names',
    'metrics.requests-counted',
    'metrics.refusals-counted',
    'metrics.tokens-counted',
    'metrics.labels',
    'metrics.dashboard-queries',
    'metrics.dashboards-render',
  ],
  apply: ({ objects }) =>
    objects.edit(monitorRef(objects, 'ServiceMonitor', 'limitador-metrics'), (monitor) => {
      monitor['spec'].selector = { matchLabels: { 'app.kubernetes.io/name': 'limitador' } };
    }),
};

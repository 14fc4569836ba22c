import { monitorRef } from '../edits/monitors.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'model-monitor-missing',
  breaks:
    'no monitor leads to the pods of models, as where the release’s samples are applied: they select by labels that no such pod has (FM-66)',
  noticedBy: ['metrics.model-metrics'],
  alsoTouches: ['metrics.dashboard-queries', 'metrics.dashboards-render'],
  apply: ({ objects }) => {
    objects.remove(monitorRef(objects, 'PodMonitor', 'model-metrics'));
  },
};

import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'refusals-not-counted',
  breaks:
    'the gateway refuses from its own cache and the limiter never counts a refusal, so nobody sees who runs into limits',
  noticedBy: ['metrics.limitador-names', 'metrics.refusals-counted'],
  alsoTouches: ['metrics.dashboard-queries', 'metrics.dashboards-render'],
  apply: ({ behaviour }) => {
    behaviour.limiter.refusedNotInMetrics = true;
  },
};

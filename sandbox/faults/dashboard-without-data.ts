import { boardQuery } from '../edits/dashboards.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'dashboard-without-data',
  breaks: 'a board selects the namespace of another cluster’s limiter, and its panels stay empty (FM-69)',
  noticedBy: ['metrics.dashboard-queries'],
  alsoTouches: ['metrics.dashboards-render'],
  installations: ['guide'],
  apply: ({ objects }) => {
    boardQuery(objects, 'maas-usage', 1, 'sum(authorized_calls{namespace="kuadrant-system"})');
  },
};

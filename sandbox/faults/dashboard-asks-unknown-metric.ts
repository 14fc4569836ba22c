import { boardQuery } from '../edits/dashboards.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'dashboard-asks-unknown-metric',
  breaks:
    'a board asks for limitador_ratelimit_hits_total, as the release’s page on observability calls what Limitador never had (FM-69)',
  noticedBy: ['metrics.dashboard-queries'],
  alsoTouches: ['metrics.dashboards-render'],
  installations: ['guide'],
  apply: ({ objects }) => {
    boardQuery(objects, 'maas-usage', 0, 'sum(rate(limitador_ratelimit_hits_total[5m]))');
  },
};

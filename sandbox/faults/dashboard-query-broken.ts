import { boardQuery } from '../edits/dashboards.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'dashboard-query-broken',
  breaks: 'a parenthesis was lost when a panel was edited, and it shows an error badge',
  noticedBy: ['metrics.dashboard-queries', 'metrics.dashboards-render'],
  installations: ['guide'],
  apply: ({ objects }) => {
    boardQuery(objects, 'maas-usage', 0, 'sum(rate(authorized_calls[5m])');
  },
};

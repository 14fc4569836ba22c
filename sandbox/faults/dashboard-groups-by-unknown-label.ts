import { boardQuery } from '../edits/dashboards.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'dashboard-groups-by-unknown-label',
  breaks:
    'a board groups by tier, a label that the limiter of this installation does not have, and shows everybody as one (FM-69)',
  noticedBy: ['metrics.dashboard-queries'],
  installations: ['guide'],
  apply: ({ objects }) => {
    boardQuery(objects, 'maas-usage', 1, 'sum by (tier) (authorized_calls)');
  },
};

import { boardQuery } from '../edits/dashboards.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'dashboard-hides-no-data',
  breaks: 'a board’s rate of success ends in “or vector(1)” and shows 100 % where nothing is measured (FM-69)',
  noticedBy: ['metrics.dashboard-queries'],
  installations: ['guide'],
  apply: ({ objects }) => {
    boardQuery(
      objects,
      'maas-rate-limits',
      1,
      'sum(rate(authorized_calls[5m])) / sum(rate(authorized_calls[5m])) OR vector(1)',
    );
  },
};

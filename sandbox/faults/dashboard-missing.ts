import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'dashboard-missing',
  breaks: 'of the boards to import one was left out, and nobody sees who runs into limits',
  noticedBy: ['metrics.dashboards-present'],
  installations: ['guide'],
  apply: ({ objects }) => {
    objects.remove({ kind: 'GrafanaDashboard', namespace: 'openshift-monitoring', name: 'maas-rate-limits' });
  },
};

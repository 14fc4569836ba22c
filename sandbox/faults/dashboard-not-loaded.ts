import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'dashboard-not-loaded',
  breaks:
    'a board selects Grafanas by a label that this one does not have: the object is there, and no user ever sees it',
  noticedBy: ['metrics.dashboards-present'],
  installations: ['guide'],
  apply: ({ objects }) => {
    const board = { kind: 'GrafanaDashboard', namespace: 'openshift-monitoring', name: 'maas-rate-limits' };
    objects.edit(board, ({ spec }) => {
      spec.instanceSelector.matchLabels = { dashboards: 'grafana-a' };
    });
  },
};

import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'grafana-route-not-admitted',
  breaks: 'another Route has taken Grafana’s host, and the router admits the older one',
  noticedBy: ['metrics.dashboards-present'],
  installations: ['guide'],
  apply: ({ objects }) => {
    objects.edit({ kind: 'Route', namespace: 'openshift-monitoring', name: 'grafana' }, ({ status }) => {
      for (const { conditions } of status.ingress)
        conditions[0] = { ...conditions[0], status: 'False', reason: 'HostAlreadyClaimed' };
    });
  },
};

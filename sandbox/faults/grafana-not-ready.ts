import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'grafana-not-ready',
  breaks: 'Grafana does not start: its database is on a volume that is full',
  noticedBy: ['metrics.dashboards-present'],
  installations: ['guide'],
  apply: ({ objects }) => {
    const slice = { kind: 'EndpointSlice', namespace: 'openshift-monitoring', name: 'grafana-service-4f7hc' };
    objects.edit(slice, (object) => {
      for (const { conditions } of object['endpoints']) conditions.ready = false;
    });
  },
};

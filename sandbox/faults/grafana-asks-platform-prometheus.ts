import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'grafana-asks-platform-prometheus',
  breaks:
    'Grafana’s datasource is Route prometheus-k8s instead of thanos-querier: the platform’s own Prometheus has no user workloads, and the panels stay empty',
  noticedBy: ['metrics.dashboards-render'],
  installations: ['guide'],
  apply: ({ behaviour }) => {
    behaviour.grafana.platformPrometheus = true;
  },
};

import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'grafana-datasource-missing',
  breaks: 'the boards were imported with the uid of another Grafana’s datasource, and every panel shows an error badge',
  noticedBy: ['metrics.dashboards-render'],
  installations: ['guide'],
  apply: ({ behaviour }) => {
    behaviour.grafana.datasourceMissing = true;
  },
};

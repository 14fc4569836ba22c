import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'grafana-bad-gateway',
  breaks: 'Grafana listens on another port than its Service leads to, and the router answers 502 for it',
  noticedBy: ['metrics.dashboards-render', 'metrics.dashboards-present'],
  installations: ['guide'],
  apply: ({ behaviour }) => {
    behaviour.grafana.badGateway = true;
  },
};

import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'grafana-behind-login',
  breaks:
    'a proxy was put in front of Grafana that knows no bearer tokens: whoever is no browser with a session gets a login page',
  noticedBy: ['metrics.dashboards-render', 'metrics.dashboards-present'],
  installations: ['guide'],
  apply: ({ behaviour }) => {
    behaviour.grafana.loginPage = true;
  },
};

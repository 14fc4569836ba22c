import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'prometheus-behind-login',
  breaks: 'the URL of Prometheus leads to a login page, which a proxy in front of it serves with status 200',
  noticedBy: ['metrics.prometheus-reachable'],
  alsoTouches: ['metrics.*'],
  apply: ({ behaviour }) => {
    behaviour.prometheus.loginPage = true;
  },
};

import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'prometheus-not-ready',
  breaks: 'Prometheus listens and answers 503: it is still replaying its log after a restart',
  noticedBy: ['metrics.prometheus-reachable'],
  alsoTouches: ['metrics.*'],
  apply: ({ behaviour }) => {
    behaviour.prometheus.notReady = true;
  },
};

import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'token-metric-one-per-answer',
  breaks:
    'the limiter’s build adds 1 for each report to the counter that it shows, whatever the answer used: limits are right, and every board of consumption is wrong',
  noticedBy: ['metrics.tokens-counted'],
  installations: ['maas-0.0.2'],
  apply: ({ behaviour }) => {
    behaviour.limiter.hitsInMetricsAsOne = true;
  },
};

import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'limiter-without-labels',
  breaks:
    'Limitador’s image is older than custom labels, so that an enforced TelemetryPolicy gives its metrics none (FM-68)',
  noticedBy: ['metrics.labels'],
  installations: ['maas-0.0.2'],
  apply: ({ behaviour }) => {
    behaviour.limiter.knowsNoLabels = true;
  },
};

import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'telemetry-policy-missing',
  breaks:
    'The TelemetryPolicy was not installed with the observability stack: metrics do not tell tiers apart (FM-68).',
  noticedBy: ['maas.telemetry-policy'],
  alsoTouches: ['metrics.labels'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    objects.remove({ kind: 'TelemetryPolicy', namespace: 'openshift-ingress', name: 'user-group' });
  },
};

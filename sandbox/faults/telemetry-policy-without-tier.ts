import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'telemetry-policy-without-tier',
  breaks: 'The TelemetryPolicy was edited and gives the metrics no tier: dashboards by tier stay empty (FM-68).',
  noticedBy: ['maas.telemetry-policy'],
  alsoTouches: ['metrics.labels'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    const place = { kind: 'TelemetryPolicy', namespace: 'openshift-ingress', name: 'user-group' };
    objects.edit(place, ({ spec }) => {
      delete spec.metrics.default.labels.tier;
    });
  },
};

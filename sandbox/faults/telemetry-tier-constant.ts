import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'telemetry-tier-constant',
  breaks:
    'the TelemetryPolicy’s expression for the tier is a text left over from a trial, so that every board counts everybody as free',
  noticedBy: ['metrics.labels'],
  installations: ['maas-0.0.2'],
  apply: ({ objects }) => {
    const place = { kind: 'TelemetryPolicy', namespace: 'openshift-ingress', name: 'user-group' };
    objects.edit(place, ({ spec }) => {
      spec.metrics.default.labels.tier = '"free"';
    });
  },
};

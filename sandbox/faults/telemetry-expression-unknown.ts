import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'telemetry-expression-unknown',
  breaks:
    'the TelemetryPolicy’s expression for the user names an attribute that no identity has, so that the label is left out although the policy is Enforced (FM-68)',
  noticedBy: ['metrics.labels'],
  installations: ['maas-0.0.2'],
  apply: ({ objects }) => {
    const place = { kind: 'TelemetryPolicy', namespace: 'openshift-ingress', name: 'user-group' };
    objects.edit(place, ({ spec }) => {
      spec.metrics.default.labels.user = 'auth.identity.user_id';
    });
  },
};

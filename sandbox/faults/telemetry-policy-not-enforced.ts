import { setCondition } from '../edits/conditions.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'telemetry-policy-not-enforced',
  breaks: 'The TelemetryPolicy is accepted and not enforced: its labels are missing from the metrics (FM-68).',
  noticedBy: ['maas.telemetry-policy'],
  alsoTouches: ['metrics.labels'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    const place = { kind: 'TelemetryPolicy', namespace: 'openshift-ingress', name: 'user-group' };
    objects.edit(place, (policy) => {
      setCondition(policy, 'Enforced', {
        status: 'False',
        reason: 'Unknown',
        message: 'TelemetryPolicy has encountered some issues: the extension is not running',
      });
    });
  },
};

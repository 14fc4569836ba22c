import { setCondition } from '../edits/conditions.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'token-limit-policy-not-enforced',
  breaks: 'The TokenRateLimitPolicy is accepted but not enforced (FM-01).',
  noticedBy: ['maas.token-limit-policies'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    const policy = { kind: 'TokenRateLimitPolicy', namespace: 'openshift-ingress', name: 'gateway-token-rate-limits' };
    objects.edit(policy, (edited) => {
      setCondition(edited, 'Enforced', {
        status: 'False',
        reason: 'MissingDependency',
        message: 'Limitador is not ready',
      });
    });
  },
};

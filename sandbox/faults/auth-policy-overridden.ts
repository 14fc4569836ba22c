import { setCondition } from '../edits/conditions.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'auth-policy-overridden',
  breaks: 'Another AuthPolicy on the same target wins (FM-39).',
  noticedBy: ['maas.auth-policies'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    objects.edit({ kind: 'AuthPolicy', namespace: 'openshift-ingress', name: 'gateway-auth-policy' }, (policy) => {
      setCondition(policy, 'Enforced', {
        status: 'False',
        reason: 'Overridden',
        message: 'AuthPolicy is overridden by [llm/facebook-opt-125m-simulated-kserve-route-authn]',
      });
    });
  },
};

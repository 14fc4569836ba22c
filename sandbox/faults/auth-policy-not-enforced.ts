import { setCondition } from '../edits/conditions.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'auth-policy-not-enforced',
  breaks: 'Kuadrant started before Istio: AuthPolicies are accepted but not enforced (FM-01).',
  noticedBy: ['maas.auth-policies'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    objects.edit({ kind: 'AuthPolicy', namespace: 'openshift-ingress', name: 'gateway-auth-policy' }, (policy) => {
      setCondition(policy, 'Enforced', {
        status: 'False',
        reason: 'MissingDependency',
        message:
          'Gateway API provider (istio / envoy gateway) is not installed, please restart Kuadrant Operator pod once dependency has been installed',
      });
    });
  },
};

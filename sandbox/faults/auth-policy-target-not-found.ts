import { setCondition } from '../edits/conditions.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'auth-policy-target-not-found',
  breaks: 'The AuthPolicy of the management API is in a namespace that does not have its route (FM-20).',
  noticedBy: ['maas.auth-policies'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    objects.edit({ kind: 'AuthPolicy', namespace: 'opendatahub', name: 'maas-api-auth-policy' }, (policy) => {
      setCondition(policy, 'Accepted', {
        status: 'False',
        reason: 'TargetNotFound',
        message: 'AuthPolicy target maas-api-route was not found',
      });
    });
  },
};

import { setCondition } from '../edits/conditions.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'auth-policy-status-left-over',
  breaks: 'The route came after the AuthPolicy of the management API, whose controller never looked again (FM-40).',
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

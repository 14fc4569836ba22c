import { setCondition } from '../edits/conditions.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'token-limit-policy-overridden',
  breaks: 'The dashboard made a TokenRateLimitPolicy for the same Gateway, and the release’s no longer counts (FM-58).',
  noticedBy: ['maas.token-limit-policies'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    const place = { kind: 'TokenRateLimitPolicy', namespace: 'openshift-ingress', name: 'gateway-token-rate-limits' };
    const other = structuredClone(objects.find(place));
    if (other === undefined) throw new Error('there is no TokenRateLimitPolicy to override');
    objects.put({ ...other, metadata: { name: 'token-limits', namespace: 'openshift-ingress', generation: 1 } });
    objects.edit(place, (policy) => {
      setCondition(policy, 'Enforced', {
        status: 'False',
        reason: 'Overridden',
        message: 'TokenRateLimitPolicy is overridden by [openshift-ingress/token-limits]',
      });
    });
  },
};

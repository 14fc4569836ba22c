import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'auth-policy-target-not-found',
  breaks:
    'The gateway’s AuthPolicy was left in the API’s namespace, which has no such Gateway: models are open (FM-20).',
  noticedBy: ['maas.auth-policies'],
  alsoTouches: ['maas.tier-lookup-wired', 'auth.*', 'limits.*', 'inference.*', 'metrics.*', 'models.listed'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    const place = { kind: 'AuthPolicy', namespace: 'openshift-ingress', name: 'gateway-auth-policy' };
    const policy = structuredClone(objects.find(place));
    if (policy === undefined) throw new Error('there is no gateway-auth-policy to misplace');
    objects.remove(place);
    const condition = {
      type: 'Accepted',
      status: 'False',
      reason: 'TargetNotFound',
      message: 'AuthPolicy target maas-default-gateway was not found',
      observedGeneration: 1,
      lastTransitionTime: '2026-11-02T08:17:30Z',
    };
    objects.put({
      ...policy,
      metadata: { name: 'gateway-auth-policy', namespace: 'opendatahub', generation: 1 },
      status: { observedGeneration: 1, conditions: [condition] },
    });
  },
};

import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'model-names-other-gateway',
  breaks:
    'One model names tiers, and KServe’s own gateway instead of MaaS’s: it is in nobody’s list, and unguarded (FM-41).',
  noticedBy: ['models.attached'],
  alsoTouches: ['maas.*', 'models.listed', 'auth.tier-access-matrix'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    const model = { kind: 'LLMInferenceService', namespace: 'llm', name: 'premium-simulated-simulated-premium' };
    objects.edit(model, ({ spec }) => {
      spec.router.gateway.refs = [{ name: 'openshift-ai-inference', namespace: 'openshift-ingress' }];
    });
  },
};

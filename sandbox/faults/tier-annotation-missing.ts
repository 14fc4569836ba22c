import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'tier-annotation-missing',
  breaks: 'A model has no tiers annotation, so no tier may use it (FM-49).',
  noticedBy: ['models.tier-annotation'],
  alsoTouches: ['models.listed', 'auth.tier-access-matrix'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    const model = { kind: 'LLMInferenceService', namespace: 'llm', name: 'premium-simulated-simulated-premium' };
    objects.edit(model, ({ metadata }) => {
      delete metadata.annotations?.['alpha.maas.opendatahub.io/tiers'];
    });
    objects.remove({
      kind: 'RoleBinding',
      namespace: 'llm',
      name: 'premium-simulated-simulated-premium-model-post-access-tier-binding',
    });
  },
};

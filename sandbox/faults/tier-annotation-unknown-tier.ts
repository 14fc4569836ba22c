import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'tier-annotation-unknown-tier',
  breaks:
    'A model names a tier that does not exist, by a slip of the pen: nobody of the tier meant may use it (FM-49).',
  noticedBy: ['models.tier-annotation'],
  alsoTouches: ['maas.model-access-rbac', 'models.listed', 'auth.tier-access-matrix'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    const model = { kind: 'LLMInferenceService', namespace: 'llm', name: 'premium-simulated-simulated-premium' };
    objects.edit(model, ({ metadata }) => {
      metadata.annotations = { ...metadata.annotations, 'alpha.maas.opendatahub.io/tiers': '["premuim"]' };
    });
  },
};

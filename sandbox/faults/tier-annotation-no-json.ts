import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'tier-annotation-no-json',
  breaks: 'A model’s tiers are a plain word instead of a JSON list: the model controller cannot read them (FM-49).',
  noticedBy: ['models.tier-annotation'],
  alsoTouches: ['maas.model-access-rbac', 'models.listed', 'auth.tier-access-matrix'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    const model = { kind: 'LLMInferenceService', namespace: 'llm', name: 'premium-simulated-simulated-premium' };
    objects.edit(model, ({ metadata }) => {
      metadata.annotations = { ...metadata.annotations, 'alpha.maas.opendatahub.io/tiers': 'premium' };
    });
  },
};

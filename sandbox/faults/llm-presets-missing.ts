import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'llm-presets-missing',
  breaks: 'The presets that make an LLMInferenceService a workload were not installed.',
  noticedBy: ['kserve.runtimes'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    objects.remove({ kind: 'LLMInferenceServiceConfig', name: 'kserve-config-llm-template', namespace: 'opendatahub' });
  },
};

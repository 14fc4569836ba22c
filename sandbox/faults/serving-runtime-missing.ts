import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'serving-runtime-missing',
  breaks: 'The serving runtime that a model names was deleted.',
  noticedBy: ['kserve.runtimes'],
  installations: ['guide'],
  apply({ objects }) {
    objects.remove({ kind: 'ServingRuntime', name: 'vllm-runtime', namespace: 'llm' });
  },
};

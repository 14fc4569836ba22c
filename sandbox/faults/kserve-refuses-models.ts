import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'kserve-refuses-models',
  breaks: 'A webhook that an earlier release left behind refuses every model (FM-27).',
  noticedBy: ['kserve.accepts-objects'],
  apply(world) {
    const kind = world.installation === 'guide' ? 'InferenceService' : 'LLMInferenceService';
    const message = 'admission webhook "models.kserve-webhook-server.validator" denied the request: not supported';
    world.behaviour.kube.rejectDryRun = { kind, message };
  },
};

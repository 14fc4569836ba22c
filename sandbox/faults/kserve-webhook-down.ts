import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'kserve-webhook-down',
  breaks: 'The webhook of KServe cannot be called when a model is created (FM-27).',
  noticedBy: ['kserve.accepts-objects'],
  apply(world) {
    const kind = world.installation === 'guide' ? 'InferenceService' : 'LLMInferenceService';
    world.behaviour.kube.webhookDown = { kind, service: 'kserve-webhook-server-service.opendatahub.svc' };
  },
};

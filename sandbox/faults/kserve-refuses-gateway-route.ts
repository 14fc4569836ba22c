import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'kserve-refuses-gateway-route',
  breaks: 'KServe is of a version whose webhook refuses a managed route beside a gateway of one’s own (FM-43).',
  noticedBy: ['kserve.accepts-objects'],
  installations: ['maas-0.0.2'],
  apply({ behaviour }) {
    behaviour.kube.rejectDryRun = {
      kind: 'LLMInferenceService',
      having: '"gateway"',
      message:
        'admission webhook "llminferenceservice.kserve-webhook-server.validator" denied the request: spec.router.gateway.refs: Invalid value: cannot be used with a managed route (spec.router.route: {})',
    };
  },
};

import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'models-not-attached',
  breaks: 'The models name another gateway, which has none of the policies of MaaS.',
  noticedBy: ['models.present'],
  alsoTouches: ['maas.model-access-rbac', 'models.*', 'auth.*', 'limits.*', 'inference.*', 'metrics.*'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    for (const { metadata } of objects.all('LLMInferenceService')) {
      objects.edit({ kind: 'LLMInferenceService', ...metadata }, ({ spec }) => {
        spec.router.gateway.refs = [{ name: 'openshift-ai-inference', namespace: 'openshift-ingress' }];
      });
    }
  },
};

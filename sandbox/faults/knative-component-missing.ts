import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'knative-component-missing',
  breaks: 'Knative has no Istio webhook: its deployment was deleted.',
  noticedBy: ['knative.components-ready'],
  installations: ['guide'],
  apply({ objects }) {
    objects.remove({ kind: 'Deployment', name: 'net-istio-webhook', namespace: 'knative-serving' });
    for (const { metadata } of objects
      .all('Pod', 'knative-serving')
      .filter((pod) => pod.metadata.labels?.['app'] === 'net-istio-webhook')) {
      objects.remove({ kind: 'Pod', name: metadata.name, namespace: 'knative-serving' });
    }
  },
};

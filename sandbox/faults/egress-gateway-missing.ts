import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'egress-gateway-missing',
  breaks: 'The mesh has no egress gateway: it was switched off in the control plane.',
  noticedBy: ['mesh.egress-gateway-ready'],
  installations: ['guide'],
  apply({ objects }) {
    objects.remove({ kind: 'Deployment', name: 'istio-egressgateway', namespace: 'istio-system' });
    for (const { metadata } of objects
      .all('Pod', 'istio-system')
      .filter((pod) => pod.metadata.labels?.['app'] === 'istio-egressgateway')) {
      objects.remove({ kind: 'Pod', name: metadata.name, namespace: 'istio-system' });
    }
  },
};

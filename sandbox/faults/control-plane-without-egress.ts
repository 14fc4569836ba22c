import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'control-plane-without-egress',
  breaks:
    'The control plane was made without its egress gateway: it is Ready, with fewer components than the guide waits for.',
  noticedBy: ['mesh.control-plane-ready'],
  installations: ['guide'],
  apply({ objects }) {
    objects.edit({ kind: 'ServiceMeshControlPlane', name: 'data-science-smcp', namespace: 'istio-system' }, (plane) => {
      plane['spec'].gateways.egress.enabled = false;
      plane['status'].observedGeneration = (plane.metadata.generation ?? 1) + 1;
      const { components } = plane['status'].readiness;
      components.ready = components.ready.filter((name: string) => name !== 'istio-egress');
      plane['status'].annotations.readyComponentCount = '3/3';
    });
  },
};

import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'control-plane-missing',
  breaks: 'The ServiceMeshControlPlane was deleted; its finalizer was removed by hand, so istiod still runs.',
  noticedBy: ['mesh.control-plane-ready'],
  installations: ['guide'],
  apply({ objects }) {
    objects.remove({ kind: 'ServiceMeshControlPlane', name: 'data-science-smcp', namespace: 'istio-system' });
  },
};

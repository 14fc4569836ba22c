import { setCondition } from '../edits/conditions.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'control-plane-component-unready',
  breaks: 'A component of the mesh’s control plane does not become ready.',
  noticedBy: ['mesh.control-plane-ready'],
  installations: ['guide'],
  apply({ objects }) {
    objects.edit({ kind: 'ServiceMeshControlPlane', name: 'data-science-smcp', namespace: 'istio-system' }, (plane) => {
      const { components } = plane['status'].readiness;
      components.ready = components.ready.filter((name: string) => name !== 'istio-egress');
      components.unready = ['istio-egress'];
      setCondition(plane, 'Ready', {
        status: 'False',
        reason: 'ComponentsNotReady',
        message: 'The following components are not ready: istio-egress',
      });
    });
  },
};

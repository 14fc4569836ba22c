import { makeStale } from '../edits/conditions.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'control-plane-stale',
  breaks: 'The control plane was edited while its operator is gone: its Ready=True is about what it was.',
  noticedBy: ['mesh.control-plane-ready'],
  installations: ['guide'],
  apply({ objects }) {
    const plane = { kind: 'ServiceMeshControlPlane', name: 'data-science-smcp', namespace: 'istio-system' };
    objects.edit(plane, makeStale);
  },
};

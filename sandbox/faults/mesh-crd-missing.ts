import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'mesh-crd-missing',
  breaks: 'A CRD of the mesh is gone, deleted with an earlier installation.',
  noticedBy: ['mesh.crds'],
  installations: ['guide'],
  apply({ objects }) {
    objects.remove({ kind: 'CustomResourceDefinition', name: 'destinationrules.networking.istio.io' });
  },
};

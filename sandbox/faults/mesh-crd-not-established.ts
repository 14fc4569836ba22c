import { setCondition } from '../edits/conditions.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'mesh-crd-not-established',
  breaks: 'A CRD of the mesh exists but is not served: its names conflict with those of another.',
  noticedBy: ['mesh.crds'],
  installations: ['guide'],
  apply({ objects }) {
    objects.edit({ kind: 'CustomResourceDefinition', name: 'virtualservices.networking.istio.io' }, (crd) => {
      setCondition(crd, 'NamesAccepted', {
        status: 'False',
        reason: 'ShortNamesConflict',
        message: '"vs" is already in use',
      });
      setCondition(crd, 'Established', {
        status: 'False',
        reason: 'NotAccepted',
        message: 'not all names are accepted',
      });
    });
  },
};

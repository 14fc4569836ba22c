import { setCondition } from '../edits/conditions.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'dsci-mesh-not-configured',
  breaks: 'The initialization could not set up the service mesh: the mesh operator came after it.',
  noticedBy: ['mesh.dsci-ready'],
  installations: ['guide'],
  apply({ objects }) {
    objects.edit({ kind: 'DSCInitialization', name: 'default-dsci' }, (dsci) => {
      dsci['status'].phase = 'Error';
      setCondition(dsci, 'CapabilityServiceMesh', {
        status: 'False',
        reason: 'MissingOperator',
        message: 'failed to find the pre-requisite operator subscription "servicemeshoperator"',
      });
    });
  },
};

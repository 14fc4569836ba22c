import { setCondition } from '../edits/conditions.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'cluster-operator-unavailable',
  breaks: 'One of OpenShift’s own operators is not available: the image registry has no storage.',
  noticedBy: ['prereq.cluster-operators'],
  apply({ objects }) {
    objects.edit({ kind: 'ClusterOperator', name: 'image-registry' }, (operator) =>
      setCondition(operator, 'Available', {
        status: 'False',
        reason: 'StorageNotConfigured',
        message: 'no storage is configured for the registry',
      }),
    );
  },
};

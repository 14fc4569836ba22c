import { setCondition } from '../edits/conditions.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'cluster-operator-degraded',
  breaks: 'One of OpenShift’s own operators is degraded: its task fails again and again.',
  noticedBy: ['prereq.cluster-operators'],
  apply({ objects }) {
    objects.edit({ kind: 'ClusterOperator', name: 'machine-config' }, (operator) =>
      setCondition(operator, 'Degraded', {
        status: 'True',
        reason: 'MachineConfigPoolDegraded',
        message: 'worker pool: 1 of 3 machines is degraded',
      }),
    );
  },
};

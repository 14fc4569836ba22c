import { setCondition } from '../edits/conditions.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'network-operator-unavailable',
  breaks: 'The cluster’s network is not available: its control plane could not be rolled out.',
  noticedBy: ['prereq.internal-network', 'prereq.cluster-operators'],
  apply({ objects }) {
    objects.edit({ kind: 'ClusterOperator', name: 'network' }, (operator) =>
      setCondition(operator, 'Available', {
        status: 'False',
        reason: 'Startup',
        message: 'The network is starting up',
      }),
    );
  },
};

import { setCondition } from '../edits/conditions.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'worker-not-ready',
  breaks: 'A worker’s kubelet has stopped: the node is NotReady, two workers are left.',
  noticedBy: ['prereq.worker-nodes'],
  apply({ objects }) {
    objects.edit({ kind: 'Node', name: 'worker-2.sandbox.example' }, (node) =>
      setCondition(node, 'Ready', {
        status: 'Unknown',
        reason: 'NodeStatusUnknown',
        message: 'Kubelet stopped posting node status.',
      }),
    );
  },
};

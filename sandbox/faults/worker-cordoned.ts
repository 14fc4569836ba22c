import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'worker-cordoned',
  breaks: 'A worker is cordoned, and takes no new workload.',
  noticedBy: ['prereq.worker-nodes'],
  apply({ objects }) {
    objects.edit({ kind: 'Node', name: 'worker-1.sandbox.example' }, (node) => {
      node['spec'].unschedulable = true;
      node['spec'].taints = [{ key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }];
    });
  },
};

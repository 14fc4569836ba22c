import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'too-few-vcpus',
  breaks: 'The workers are small: 10.5 CPUs between them.',
  noticedBy: ['prereq.vcpus'],
  apply({ objects }) {
    for (const { metadata } of objects
      .all('Node')
      .filter((node) => 'node-role.kubernetes.io/worker' in (node.metadata.labels ?? {}))) {
      objects.edit({ kind: 'Node', name: metadata.name }, ({ status }) => {
        status.allocatable.cpu = '3500m';
      });
    }
  },
};

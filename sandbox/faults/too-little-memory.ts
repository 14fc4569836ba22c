import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'too-little-memory',
  breaks: 'The workers are small: 31.8 GB of memory between them.',
  noticedBy: ['prereq.memory'],
  apply({ objects }) {
    for (const { metadata } of objects
      .all('Node')
      .filter((node) => 'node-role.kubernetes.io/worker' in (node.metadata.labels ?? {}))) {
      objects.edit({ kind: 'Node', name: metadata.name }, ({ status }) => {
        status.allocatable.memory = '9.9Gi';
      });
    }
  },
};

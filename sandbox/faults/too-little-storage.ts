import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'too-little-storage',
  breaks: 'The workers’ disks are small: 99.8 GB between them.',
  noticedBy: ['prereq.storage'],
  apply({ objects }) {
    for (const { metadata } of objects
      .all('Node')
      .filter((node) => 'node-role.kubernetes.io/worker' in (node.metadata.labels ?? {}))) {
      objects.edit({ kind: 'Node', name: metadata.name }, ({ status }) => {
        status.allocatable['ephemeral-storage'] = '31Gi';
      });
    }
  },
};

import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'two-default-storage-classes',
  breaks: 'Two storage classes are the default, after one was added without taking the mark from the other.',
  noticedBy: ['prereq.default-storage-class'],
  apply({ objects }) {
    objects.edit({ kind: 'StorageClass', name: 'gp2-csi' }, ({ metadata }) => {
      metadata.annotations = { 'storageclass.kubernetes.io/is-default-class': 'true' };
    });
  },
};

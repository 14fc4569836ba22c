import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'no-default-storage-class',
  breaks: 'No storage class is the default: claims that name none wait forever.',
  noticedBy: ['prereq.default-storage-class'],
  alsoTouches: ['prereq.dynamic-provisioner', 'prereq.volume-binds'],
  apply({ objects }) {
    objects.edit({ kind: 'StorageClass', name: 'gp3-csi' }, ({ metadata }) => {
      delete metadata.annotations;
    });
  },
};

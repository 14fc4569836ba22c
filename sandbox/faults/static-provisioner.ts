import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'static-provisioner',
  breaks: 'The default storage class is one of local volumes made by hand: nothing makes a volume for a claim.',
  noticedBy: ['prereq.dynamic-provisioner'],
  alsoTouches: ['prereq.volume-binds'],
  apply({ objects }) {
    objects.edit({ kind: 'StorageClass', name: 'gp3-csi' }, (storageClass) => {
      storageClass['provisioner'] = 'kubernetes.io/no-provisioner';
    });
  },
};

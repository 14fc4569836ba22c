import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'csi-driver-missing',
  breaks: 'The CSI driver that the default storage class names was removed.',
  noticedBy: ['prereq.dynamic-provisioner'],
  alsoTouches: ['prereq.volume-binds'],
  apply({ objects }) {
    objects.remove({ kind: 'CSIDriver', name: 'ebs.csi.aws.com' });
  },
};

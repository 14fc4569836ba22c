import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'volume-quota-exceeded',
  breaks: 'The cloud account has no room for another volume, and the default storage class binds at once.',
  noticedBy: ['prereq.volume-binds'],
  apply({ objects, behaviour }) {
    objects.edit({ kind: 'StorageClass', name: 'gp3-csi' }, (storageClass) => {
      storageClass['volumeBindingMode'] = 'Immediate';
    });
    behaviour.kube.provisioning = {
      message: 'rpc error: code = ResourceExhausted desc = Could not create volume: VolumeLimitExceeded',
    };
  },
};

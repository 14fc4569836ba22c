import { containerWaits } from '../edits/pods.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'kserve-controller-image-pull',
  breaks: 'The image of the KServe controller cannot be pulled: the cluster has no way to its registry.',
  noticedBy: ['kserve.controller-ready'],
  apply({ objects }) {
    containerWaits(objects, { namespace: 'opendatahub', name: 'kserve-controller-manager' }, 'manager', {
      reason: 'ImagePullBackOff',
      message: 'Back-off pulling image "quay.io/opendatahub/kserve-controller:odh-v3.0": i/o timeout',
    });
  },
};

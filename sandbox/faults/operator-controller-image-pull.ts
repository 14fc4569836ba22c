import { containerWaits } from '../edits/pods.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'operator-controller-image-pull',
  breaks: 'After a node change cert-manager’s operator cannot be pulled: the mirror lacks its image.',
  noticedBy: ['operators.controllers-ready'],
  apply({ objects }) {
    const name = 'cert-manager-operator-controller-manager';
    containerWaits(objects, { namespace: 'cert-manager-operator', name }, 'cert-manager-operator', {
      reason: 'ImagePullBackOff',
      message: 'Back-off pulling image "registry.redhat.io/cert-manager/cert-manager-operator-rhel9:1.18.0"',
    });
  },
};

import { editSubscription } from '../edits/operators.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'subscription-other-channel',
  breaks: 'cert-manager follows a channel of an older line, which the layout does not name.',
  noticedBy: ['operators.channel'],
  apply({ objects }) {
    editSubscription(objects, 'openshift-cert-manager-operator', ({ spec }) => {
      spec.channel = 'stable-v1.12';
    });
  },
};

import { editSubscription } from '../edits/operators.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'subscription-upgrade-pending',
  breaks: 'An operator’s upgrade has begun and does not end: its Subscription is behind what it knows.',
  noticedBy: ['operators.subscriptions-healthy'],
  apply({ objects }) {
    editSubscription(objects, 'rhcl-operator', ({ status }) => {
      status.state = 'UpgradePending';
      status.currentCSV = 'rhcl-operator.v1.2.2';
    });
  },
};

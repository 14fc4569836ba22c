import { editSubscription } from '../edits/operators.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'subscription-manual-approval',
  breaks: 'Leader Worker Set was subscribed to with manual approval: mended versions never arrive by themselves.',
  noticedBy: ['operators.approval-automatic'],
  apply({ objects }) {
    editSubscription(objects, 'leader-worker-set', ({ spec }) => {
      spec.installPlanApproval = 'Manual';
    });
  },
};

import { editSubscription } from '../edits/operators.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'subscription-approval-reset',
  breaks: 'After an incident somebody froze Connectivity Link’s version by manual approval, and left it so (FM-26).',
  noticedBy: ['operators.approval-automatic'],
  apply({ objects }) {
    editSubscription(objects, 'rhcl-operator', ({ spec, status }) => {
      spec.installPlanApproval = 'Manual';
      spec.startingCSV = status.installedCSV;
    });
  },
};

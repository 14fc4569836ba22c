import { editSubscription } from '../edits/operators.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'subscription-resolution-failed',
  breaks: 'OLM cannot resolve what a Subscription asks for: two packages want different versions of one dependency.',
  noticedBy: ['operators.subscriptions-healthy'],
  apply({ objects }) {
    editSubscription(objects, 'leader-worker-set', ({ status }) => {
      status.conditions.push({
        type: 'ResolutionFailed',
        status: 'True',
        reason: 'ConstraintsNotSatisfiable',
        message: 'constraints not satisfiable: no operators found in channel stable-v1.0 of package leader-worker-set',
      });
    });
  },
};

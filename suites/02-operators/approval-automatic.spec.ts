import { approvalDrift } from '../../fixtures/operators.ts';
import { check, demand, inconclusive, observe, olm, test } from '../../fixtures/test.ts';

test(
  'the operators’ Subscriptions approve plans as the layout asks',
  check({
    id: 'operators.approval-automatic',
    requirement:
      'The Subscriptions of the layout’s operators SHOULD approve their plans as the layout has it: Automatic, so that mended versions arrive.',
    level: 'should',
    needs: ['cluster'],
    catches: ['subscription-manual-approval', 'subscription-approval-reset'],
    dependsOn: ['prereq.api-reachable'],
    remedy:
      'oc patch subscriptions.operators.coreos.com NAME -n NAMESPACE --type merge -p {"spec":{"installPlanApproval":"Automatic"}}: expect no plan that waits in oc get installplan -n NAMESPACE',
    guide: 'guide#step-11-install-openshift-serverless-operator',
  }),
  async ({ cluster, layout }) => {
    const subscriptions = await cluster.list(olm.Subscription);

    const { judged, other } = approvalDrift(subscriptions, layout.operators);

    if (judged.length === 0) inconclusive('none of the layout’s operators has a Subscription');
    demand(other.length === 0, other.join('; '));
    observe(judged.join(', '));
  },
);

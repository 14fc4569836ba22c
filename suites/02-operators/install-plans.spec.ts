import { subscriptionsOf, waitingPlans } from '../../fixtures/operators.ts';
import { check, demand, inconclusive, observe, olm, test } from '../../fixtures/test.ts';

test(
  'no installation waits for an approval',
  check({
    id: 'operators.install-plans',
    requirement:
      'No InstallPlan MUST wait for approval in a namespace of the layout’s operators: it blocks all of them there.',
    level: 'must',
    needs: ['cluster'],
    catches: ['install-plan-unapproved'],
    dependsOn: ['prereq.api-reachable'],
    remedy:
      'oc get installplan -A: expect APPROVED true; oc patch installplan NAME -n NAMESPACE --type merge -p {"spec":{"approved":true}} approves one',
    guide: 'guide#step-11-install-openshift-serverless-operator',
  }),
  async ({ cluster, layout }) => {
    const subscriptions = await cluster.list(olm.Subscription);
    const namespaces = new Set(
      layout.operators.flatMap((operator) => subscriptionsOf(subscriptions, operator)).map((s) => s.metadata.namespace),
    );
    const plans = (await cluster.list(olm.InstallPlan)).filter((plan) => namespaces.has(plan.metadata.namespace));
    if (plans.length === 0)
      inconclusive(`there is no InstallPlan in ${[...namespaces].join(', ') || 'any operator’s namespace'}`);

    const waiting = waitingPlans(plans);

    const named = waiting.map(
      ({ metadata, spec }) =>
        `${metadata.namespace}/${metadata.name} (${spec?.clusterServiceVersionNames?.join(', ') ?? '?'})`,
    );
    demand(waiting.length === 0, `waiting for approval: ${named.join('; ')}`);
    observe(`none of ${plans.length} InstallPlans in ${[...namespaces].join(', ')} waits for approval`);
  },
);

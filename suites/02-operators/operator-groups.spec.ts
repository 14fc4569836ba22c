import { groupProblems, subscriptionsOf } from '../../fixtures/operators.ts';
import { check, demand, inconclusive, observe, olm, test } from '../../fixtures/test.ts';

test(
  'each operator’s namespace has one OperatorGroup',
  check({
    id: 'operators.operator-groups',
    requirement:
      'Each namespace in which an operator of the layout is subscribed to MUST have exactly one OperatorGroup: with none or two, OLM installs nothing there.',
    level: 'must',
    needs: ['cluster'],
    catches: ['two-operator-groups', 'operator-group-missing'],
    dependsOn: ['prereq.api-reachable'],
    remedy:
      'oc get operatorgroup -n NAMESPACE: expect one; oc delete operatorgroup NAME -n NAMESPACE removes the one too many, and OLM goes on by itself',
    guide: 'guide#step-52-run-deployment-script',
  }),
  async ({ cluster, layout }) => {
    const subscriptions = await cluster.list(olm.Subscription);
    const groups = await cluster.list(olm.OperatorGroup);
    const namespaces = [
      ...new Set(
        layout.operators
          .flatMap((operator) => subscriptionsOf(subscriptions, operator))
          .map(({ metadata }) => metadata.namespace ?? ''),
      ),
    ];
    if (namespaces.length === 0) inconclusive('none of the layout’s operators has a Subscription');

    const problems = namespaces.flatMap((namespace) => groupProblems(groups, namespace));

    demand(problems.length === 0, `${problems.join('; ')} (FM-26)`);
    observe(`one OperatorGroup in each of ${namespaces.join(', ')}`);
  },
);

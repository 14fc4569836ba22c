import { everyProductOf, operatorOf, realCsvs, subscriptionsOf } from '../../fixtures/operators.ts';
import { check, demand, inconclusive, observe, olm, test } from '../../fixtures/test.ts';

test(
  'OpenShift AI and Open Data Hub are not both installed',
  check({
    id: 'operators.not-both-ai',
    requirement: 'OpenShift AI and Open Data Hub MUST NOT be installed together: they fight over the same objects.',
    level: 'must',
    needs: ['cluster'],
    catches: ['both-ai-operators'],
    dependsOn: ['prereq.api-reachable'],
    remedy:
      'oc get csv,subscriptions.operators.coreos.com -A | grep -E "rhods|opendatahub": expect one of the two; delete Subscription and CSV of the other',
    guide: 'guide#step-13-install-openshift-ai-operator',
  }),
  async ({ cluster, layout }) => {
    const csvs = await cluster.list(olm.ClusterServiceVersion);
    const subscriptions = await cluster.list(olm.Subscription);

    const operator = operatorOf(layout, 'openshift-ai');
    const present = everyProductOf(operator.id).filter(
      (product) =>
        realCsvs(csvs, product).length > 0 ||
        subscriptionsOf(subscriptions, { ...operator, products: [product] }).length > 0,
    );

    const names = present.map((product) => product.name).join(' and ');
    if (present.length === 0) inconclusive('neither of them is installed (operators.openshift-ai)');
    demand(present.length === 1, `${names} are both installed or subscribed to`);
    observe(`only ${names} is installed`);
  },
);

import { subscriptionProblems, subscriptionsOf } from '../../fixtures/operators.ts';
import { dueOperators } from '../../fixtures/progress.ts';
import { check, demand, observe, olm, test } from '../../fixtures/test.ts';

test(
  'the operators’ Subscriptions are at their latest version',
  check({
    id: 'operators.subscriptions-healthy',
    requirement:
      'Every Subscription of the layout’s operators MUST be AtLatestKnown, without trouble in resolution, catalogs or installation.',
    level: 'must',
    needs: ['cluster'],
    catches: ['subscription-resolution-failed', 'subscription-upgrade-pending'],
    dependsOn: ['prereq.operator-catalogs', 'operators.install-plans'],
    remedy:
      'oc describe subscriptions.operators.coreos.com NAME -n NAMESPACE: expect State AtLatestKnown; the message of a condition ResolutionFailed names what conflicts',
    guide: 'guide#phase-1-install-base-operators',
  }),
  async ({ cluster, layout, session }) => {
    const all = await cluster.list(olm.Subscription);

    const { due, notYet } = await dueOperators({ cluster, layout, session });
    const found = due.map((operator) => ({ operator, subscriptions: subscriptionsOf(all, operator) }));
    const unsubscribed = found.filter(({ subscriptions }) => subscriptions.length === 0);
    const problems = found.flatMap(({ subscriptions }) => subscriptions.flatMap(subscriptionProblems));

    const titles = unsubscribed.map(({ operator }) => operator.title).join(', ');
    demand(problems.length === 0, problems.join('; '));
    demand(unsubscribed.length === 0, `no Subscription: ${titles}`);
    const later = notYet.length === 0 ? '' : `; not due before their phase begins: ${notYet.join(', ')}`;
    observe(`${found.flatMap(({ subscriptions }) => subscriptions).length} Subscriptions are AtLatestKnown${later}`);
  },
);

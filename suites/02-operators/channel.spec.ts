import { channelDrift } from '../../fixtures/operators.ts';
import { check, demand, inconclusive, observe, olm, test } from '../../fixtures/test.ts';

test(
  'the operators’ Subscriptions follow the layout’s channels',
  check({
    id: 'operators.channel',
    requirement: 'The Subscriptions of the layout’s operators SHOULD follow a channel that the layout names.',
    level: 'should',
    needs: ['cluster'],
    catches: ['subscription-other-channel', 'subscription-default-channel-moved'],
    dependsOn: ['prereq.operator-catalogs'],
    remedy:
      'oc get subscriptions.operators.coreos.com -A: expect CHANNEL as the layout has it; oc patch … -p {"spec":{"channel":"stable"}} changes one, and only to a channel with a newer version',
    guide: 'guide#step-11-install-openshift-serverless-operator',
  }),
  async ({ cluster, layout }) => {
    const subscriptions = await cluster.list(olm.Subscription);
    const packages = await cluster.list(olm.PackageManifest, { namespace: 'openshift-marketplace' });

    const { judged, other } = channelDrift(subscriptions, packages, layout.operators);

    if (judged.length === 0) inconclusive('none of the layout’s operators has a Subscription');
    demand(other.length === 0, other.join('; '));
    observe(judged.join(', '));
  },
);

import { missingInstallRights, permissionText } from '../../fixtures/operator-rights.ts';
import { check, demand, inconclusive, observe, test } from '../../fixtures/test.ts';

test(
  'the caller may subscribe to the operators',
  check({
    id: 'prereq.operator-install-rights',
    requirement:
      'Who installs MUST be allowed to create Subscriptions in the operators’ namespaces, and OperatorGroups where there is none yet.',
    level: 'must',
    needs: ['cluster'],
    catches: ['installer-may-not-subscribe', 'installer-not-admin'],
    dependsOn: ['prereq.api-reachable', 'prereq.cluster-admin'],
    remedy:
      'oc auth can-i create subscriptions.operators.coreos.com -n NAMESPACE: expect yes; an administrator grants it with the ClusterRole admin of the namespace, or installs the operators',
    guide: 'guide#software-requirements',
  }),
  async ({ cluster, layout }) => {
    const { missing, reads } = await missingInstallRights(cluster, layout.operators);

    const seen = `not allowed: ${missing.map(permissionText).join('; ')}`;
    // A caller who creates nothing is no installer who lacks something, but a reader: who installed cannot be told.
    if (reads) inconclusive(`${seen}; run it once as the one who installs`);
    demand(missing.length === 0, seen);
    observe(`may create Subscriptions and OperatorGroups for all ${layout.operators.length} operators`);
  },
);

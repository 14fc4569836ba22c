import { INSTALLER_RIGHTS, permissionText } from '../../fixtures/installer-rights.ts';
import { check, demand, inconclusive, observe, test } from '../../fixtures/test.ts';

test(
  'the caller may do what the installation needs',
  check({
    id: 'prereq.cluster-admin',
    requirement: 'Who installs MUST be a cluster administrator, and so may create namespaces and install operators.',
    level: 'must',
    needs: ['cluster'],
    catches: ['installer-not-admin', 'installer-may-not-subscribe'],
    dependsOn: ['prereq.api-reachable'],
    remedy:
      'oc auth can-i "*" "*" --all-namespaces: expect yes; an administrator grants it with oc adm policy add-cluster-role-to-user cluster-admin USER',
    guide: 'guide#software-requirements',
  }),
  async ({ cluster }) => {
    const caller = cluster.source === 'live' ? (await cluster.whoAmI()).username : 'the caller';

    const rights = await Promise.all(
      INSTALLER_RIGHTS.map(async (right) => ({ right, granted: await cluster.can(right) })),
    );

    const missing = rights.filter(({ granted }) => !granted).map(({ right }) => permissionText(right));
    const seen = `${caller} lacks ${missing.length} of ${rights.length} rights of an installer: ${missing.join('; ')}`;
    // A caller without any of them is no installer who lacks something, but a reader: who installed cannot be told.
    if (missing.length === rights.length) inconclusive(`${seen}; run it once as the one who installs`);
    demand(missing.length === 0, seen);
    observe(`${caller} has all ${rights.length} rights of an installer`);
  },
);

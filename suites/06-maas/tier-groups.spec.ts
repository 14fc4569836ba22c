import { check, demand, inconclusive, notApplicable, observe, test } from '../../fixtures/test.ts';
import { Group, tierGroups, tierMapping } from '../../fixtures/tiers.ts';

test(
  'somebody is in every tier',
  check({
    id: 'maas.tier-groups',
    requirement:
      'Every tier SHOULD have a group with members, no tier above the lowest one that everybody is in, and every group that is named after a tier SHOULD be mapped.',
    level: 'should',
    needs: ['cluster'],
    catches: ['tier-group-missing', 'tier-group-empty', 'guide-groups-unmapped', 'everybody-in-premium'],
    dependsOn: ['maas.tier-mapping'],
    remedy:
      'oc get groups: expect the groups of the tier mapping with their users (oc adm groups new GROUP USER…), or name the groups that you have in the mapping; who is in no mapped group stays in the lowest tier',
    guide: 'post-deployment#tier-configuration',
  }),
  async ({ cluster, layout }) => {
    const mapping = await tierMapping(cluster, layout);
    if (mapping === undefined || mapping.problems.length > 0) {
      inconclusive(`the tier mapping is wrong: ${mapping?.problems.join('; ') ?? 'there is none'} (maas.tier-mapping)`);
    }
    const groups = await cluster.listIfKnown(Group);
    if (groups === undefined) notApplicable('the cluster has no Groups of its own: they come with a caller’s login');

    const { problems, notes, summary } = tierGroups(
      mapping.tiers,
      groups.map(({ metadata, users }) => ({ name: metadata.name, members: users?.length ?? 0 })),
    );

    demand(problems.length === 0, problems.join('; '));
    observe([summary, ...notes].join('; '));
  },
);

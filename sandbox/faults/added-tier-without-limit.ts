import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'added-tier-without-limit',
  breaks: 'A tier was added to the mapping and to no policy: whoever is in it is not limited.',
  noticedBy: ['maas.limits-cover-tiers'],
  apply(world) {
    const { tierMapping, tierKey } = places(world);
    world.objects.put({
      apiVersion: 'user.openshift.io/v1',
      kind: 'Group',
      metadata: { name: 'gold-users' },
      users: ['gold-user-01'],
    });
    world.objects.edit(tierMapping, ({ data }) => {
      data[tierKey] +=
        tierKey === 'tiers'
          ? '- name: gold\n  level: 3\n  groups: [gold-users]\n'
          : '  gold:\n    groups: [gold-users]\n';
    });
  },
};

import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'tier-with-empty-name',
  breaks: 'A tier of the mapping has an empty name: the release refuses the whole mapping (FM-37).',
  noticedBy: ['maas.tier-mapping'],
  alsoTouches: [
    'maas.tier-groups',
    'auth.*',
    'limits.*',
    'inference.*',
    'metrics.*',
    'models.listed',
    'models.route-shape',
  ],
  apply(world) {
    const { tierMapping, tierKey } = places(world);
    world.objects.edit(tierMapping, (map) => {
      const empty = tierKey === 'tiers' ? '- name: ""\n  groups: [guests]\n' : '  "":\n    groups: [guests]\n';
      map['data'][tierKey] += empty;
    });
  },
};

import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'tier-named-twice',
  breaks: 'The tier mapping names one tier twice: the release refuses the whole mapping (FM-37).',
  noticedBy: ['maas.tier-mapping'],
  alsoTouches: [
    'maas.tier-groups',
    'maas.model-access-rbac',
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
      const again = tierKey === 'tiers' ? '- name: free\n  groups: [guests]\n' : '  free:\n    groups: [guests]\n';
      map['data'][tierKey] += again;
    });
  },
};

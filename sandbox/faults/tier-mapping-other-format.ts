import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'tier-mapping-other-format',
  breaks: 'The tier mapping is written in another release’s format, so no token can be minted (FM-37).',
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
    const text =
      world.installation === 'guide'
        ? '- name: free\n  level: 0\n  groups: [system:authenticated]\n'
        : 'tiers:\n  free:\n    groups: [system:authenticated]\n';
    world.objects.edit(places(world).tierMapping, (map) => {
      map['data'][places(world).tierKey] = text;
    });
  },
};

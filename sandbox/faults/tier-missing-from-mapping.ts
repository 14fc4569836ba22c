import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'tier-missing-from-mapping',
  breaks: 'A promised tier has no entry in the tier mapping: its users silently stay in a lower one (FM-36).',
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
      map['data'][tierKey] = map['data'][tierKey].replace(/premium/g, 'silver');
    });
  },
};

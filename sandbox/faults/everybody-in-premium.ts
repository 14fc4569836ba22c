import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'everybody-in-premium',
  breaks: 'The mapping puts every user who has logged in into a higher tier.',
  noticedBy: ['maas.tier-groups'],
  alsoTouches: ['auth.*', 'limits.*', 'inference.*', 'metrics.*', 'models.listed'],
  apply(world) {
    const { tierMapping, tierKey } = places(world);
    world.objects.edit(tierMapping, (map) => {
      map['data'][tierKey] = map['data'][tierKey].replace(
        /^( *)- (tier-)?premium-users$/m,
        '$&\n$1- system:authenticated',
      );
    });
  },
};

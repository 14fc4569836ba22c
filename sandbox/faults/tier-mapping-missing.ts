import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'tier-mapping-missing',
  breaks: 'The ConfigMap with the tier mapping was deleted (FM-37).',
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
    world.objects.remove(places(world).tierMapping);
  },
};

import { changeCondition } from '../edits/conditions.ts';
import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'model-route-refs-invalid',
  breaks: 'The gateway cannot resolve the back end of a model’s route: the grant for its namespace is missing (FM-44).',
  noticedBy: ['models.attached'],
  alsoTouches: ['maas.*'],
  apply(world) {
    world.objects.edit(places(world).modelRoute, (route) => {
      changeCondition(route['status'].parents[0], 'ResolvedRefs', {
        status: 'False',
        reason: 'RefNotPermitted',
        message: 'backendRef Service not accessible to a HTTPRoute in another namespace: no ReferenceGrant allows it',
      });
    });
  },
};

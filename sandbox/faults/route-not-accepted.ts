import { changeCondition } from '../edits/conditions.ts';
import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'route-not-accepted',
  breaks: 'The gateway’s listener does not allow routes of this namespace (FM-24).',
  noticedBy: ['maas.routes'],
  apply(world) {
    world.objects.edit(places(world).apiRoute, (route) => {
      changeCondition(route['status'].parents[0], 'Accepted', {
        status: 'False',
        reason: 'NotAllowedByListeners',
        message: 'hostnames matched parent, but namespace is not allowed by the listener',
      });
    });
  },
};

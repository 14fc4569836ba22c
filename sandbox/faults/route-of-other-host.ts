import { changeCondition } from '../edits/conditions.ts';
import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'route-of-other-host',
  breaks: 'The API’s route is for a host that no listener has: it was copied from another cluster.',
  noticedBy: ['maas.routes'],
  apply(world) {
    world.objects.edit(places(world).apiRoute, (route) => {
      route['spec'].hostnames = ['maas.apps.other.example'];
      changeCondition(route['status'].parents[0], 'Accepted', {
        status: 'False',
        reason: 'NoMatchingListenerHostname',
        message: 'no hostnames matched parent hostname',
      });
    });
  },
};

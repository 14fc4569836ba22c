import { changeCondition } from '../edits/conditions.ts';
import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'route-of-other-host',
  breaks: 'The API’s route is for a host that no listener has: it was copied from another cluster.',
  noticedBy: ['maas.routes'],
  apply(world) {
    const { apiRoute } = places(world);
    world.objects.edit(apiRoute, ({ spec }) => {
      spec.hostnames = ['maas.apps.other.example'];
    });
    // By a second edit, so that the status is about the new spec.
    world.objects.edit(apiRoute, (route) => {
      changeCondition(route['status'].parents[0], 'Accepted', {
        status: 'False',
        reason: 'NoMatchingListenerHostname',
        message: 'no hostnames matched parent hostname',
      });
    });
  },
};

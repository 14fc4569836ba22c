import { setCondition } from '../edits/conditions.ts';
import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'gateway-not-programmed',
  breaks: 'The controller of the gateway’s class has not programmed the gateway.',
  noticedBy: ['maas.gateway-programmed'],
  apply(world) {
    world.objects.edit(places(world).gateway, (gateway) => {
      setCondition(gateway, 'Programmed', {
        status: 'Unknown',
        reason: 'Pending',
        message: 'Waiting for controller',
      });
    });
  },
};

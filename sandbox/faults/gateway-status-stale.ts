import { makeStale } from '../edits/conditions.ts';
import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'gateway-status-stale',
  breaks: 'The gateway was edited, and its controller has not looked at it since.',
  noticedBy: ['maas.gateway-programmed'],
  apply(world) {
    world.objects.edit(places(world).gateway, makeStale);
  },
};

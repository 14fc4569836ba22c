import { places } from '../edits/places.ts';
import { podUnschedulable } from '../edits/pods.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'gateway-pods-unschedulable',
  breaks: 'No node has room for the gateway’s proxy.',
  noticedBy: ['maas.gateway-workload-ready'],
  alsoTouches: ['metrics.*'],
  apply(world) {
    const message = '0/6 nodes are available: 3 Insufficient cpu, 3 node(s) had untolerated taint.';
    podUnschedulable(world.objects, places(world).gatewayWorkload, message);
  },
};

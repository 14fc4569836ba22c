import { setCondition } from '../edits/conditions.ts';
import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'load-balancer-pending',
  breaks: 'The cluster has nothing that gives a load balancer an address (FM-07).',
  noticedBy: ['maas.gateway-programmed', 'maas.external-address'],
  installations: ['maas-0.0.2'],
  apply(world) {
    world.objects.edit(places(world).gateway, (gateway) => {
      gateway['status'].addresses = [];
      setCondition(gateway, 'Programmed', {
        status: 'False',
        reason: 'AddressNotAssigned',
        message: 'Assigned to service(s), but failed to assign to all requested addresses: address pending',
      });
    });
    world.objects.edit({ kind: 'Service', ...places(world).gatewayWorkload }, (service) => {
      service['status'] = { loadBalancer: {} };
    });
  },
};

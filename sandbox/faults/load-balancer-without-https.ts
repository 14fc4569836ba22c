import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'load-balancer-without-https',
  breaks: 'The gateway’s Service was edited by hand and lost the port of the HTTPS listener.',
  noticedBy: ['maas.external-address'],
  installations: ['maas-0.0.2'],
  apply(world) {
    world.objects.edit({ kind: 'Service', ...places(world).gatewayWorkload }, (service) => {
      service['spec'].ports = service['spec'].ports.filter(({ port }: { port: number }) => port !== 443);
    });
  },
};

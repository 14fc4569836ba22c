import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'limiter-cluster-missing',
  breaks: 'No EnvoyFilter tells the gateway’s proxies where Limitador is: nothing is limited, or every request fails.',
  noticedBy: ['maas.policy-clusters'],
  apply(world) {
    const { namespace } = places(world).gateway;
    world.objects.remove({ kind: 'EnvoyFilter', namespace, name: 'kuadrant-ratelimiting-maas-default-gateway' });
  },
};

import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'network-policy-denies-all',
  breaks: 'A hardened namespace denies everything that is not allowed, and nothing was allowed to maas-api.',
  noticedBy: ['maas.network-policies'],
  apply(world) {
    const { api } = places(world);
    // The operator's own policy would let the gateway in beside it.
    for (const { metadata } of world.objects.all('NetworkPolicy', api.namespace)) {
      world.objects.remove({ kind: 'NetworkPolicy', ...metadata });
    }
    world.objects.put({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'default-deny', namespace: api.namespace },
      spec: { podSelector: {}, policyTypes: ['Ingress'], ingress: [] },
    });
  },
};

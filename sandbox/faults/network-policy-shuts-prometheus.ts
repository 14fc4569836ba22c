import { places } from '../edits/places.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'network-policy-shuts-prometheus',
  breaks: 'Limitador’s pods take connections at their gRPC port only, so its metrics cannot be scraped.',
  noticedBy: ['maas.network-policies'],
  apply(world) {
    const { limitador } = places(world);
    world.objects.put({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'limitador-grpc-only', namespace: limitador.namespace },
      spec: {
        podSelector: { matchLabels: { app: 'limitador' } },
        policyTypes: ['Ingress'],
        ingress: [{ ports: [{ port: 8081 }] }],
      },
    });
  },
};

import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'network-policy-shuts-models',
  breaks: 'The models’ namespace lets in its own pods only, and not the gateway.',
  noticedBy: ['maas.network-policies'],
  apply({ objects }) {
    objects.put({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'allow-same-namespace', namespace: 'llm' },
      spec: { podSelector: {}, policyTypes: ['Ingress'], ingress: [{ from: [{ podSelector: {} }] }] },
    });
  },
};

import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'auth-cluster-missing',
  breaks: 'No EnvoyFilter tells the gateway’s proxies where Authorino is: every request fails with 500 (FM-03).',
  noticedBy: ['maas.policy-clusters'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    objects.remove({
      kind: 'EnvoyFilter',
      namespace: 'openshift-ingress',
      name: 'kuadrant-auth-maas-default-gateway',
    });
  },
};

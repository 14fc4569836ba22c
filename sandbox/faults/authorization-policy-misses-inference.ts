import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'authorization-policy-misses-inference',
  breaks: 'The AuthorizationPolicy is about the API’s paths only: Istio asks nobody about inference.',
  noticedBy: ['maas.auth-policies'],
  installations: ['guide'],
  apply({ objects }) {
    objects.edit({ kind: 'AuthorizationPolicy', namespace: 'maas', name: 'maas-gateway-authorization' }, (policy) => {
      policy['spec'].rules = [{ to: [{ operation: { paths: ['/maas-api/*'] } }] }];
    });
  },
};

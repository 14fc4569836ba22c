import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'cluster-has-own-issuer',
  breaks:
    'The cluster’s tokens have an issuer of their own, as on ROSA and HyperShift, and the policy was not patched (FM-17).',
  noticedBy: ['maas.token-audience'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    objects.edit({ kind: 'Authentication', name: 'cluster' }, ({ spec }) => {
      spec.serviceAccountIssuer = 'https://oidc.sandbox.example/2fa6k0';
    });
  },
};

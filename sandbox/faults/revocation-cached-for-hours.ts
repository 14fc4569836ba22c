import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'revocation-cached-for-hours',
  breaks:
    'Somebody has raised the cache of the gateway’s AuthPolicy to spare the API server: a revoked token is accepted for ten hours (FM-32).',
  noticedBy: ['auth.revocation'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    objects.edit({ kind: 'AuthPolicy', namespace: 'openshift-ingress', name: 'gateway-auth-policy' }, (policy) => {
      policy['spec'].rules.authentication['service-accounts'].cache.ttl = 36_000;
    });
  },
};

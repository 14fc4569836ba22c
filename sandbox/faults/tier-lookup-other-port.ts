import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'tier-lookup-other-port',
  breaks: 'The policy asks for tiers at a port that maas-api’s Service does not have.',
  noticedBy: ['maas.tier-lookup-wired'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    objects.edit({ kind: 'AuthPolicy', namespace: 'openshift-ingress', name: 'gateway-auth-policy' }, ({ spec }) => {
      const lookup = spec.rules.metadata.matchedTier.http;
      lookup.url = lookup.url.replace(':8080', ':9090');
    });
  },
};

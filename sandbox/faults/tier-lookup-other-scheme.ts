import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'tier-lookup-other-scheme',
  breaks: 'The policy asks for tiers by https at a port that speaks plain HTTP.',
  noticedBy: ['maas.tier-lookup-wired'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    objects.edit({ kind: 'AuthPolicy', namespace: 'openshift-ingress', name: 'gateway-auth-policy' }, ({ spec }) => {
      const lookup = spec.rules.metadata.matchedTier.http;
      lookup.url = lookup.url.replace('http:', 'https:');
    });
  },
};

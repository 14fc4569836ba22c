import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'tier-lookup-other-namespace',
  breaks: 'The policy asks for tiers at maas-api.maas-api, and maas-api is in another namespace (FM-22).',
  noticedBy: ['maas.tier-lookup-wired'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    objects.edit({ kind: 'AuthPolicy', namespace: 'openshift-ingress', name: 'gateway-auth-policy' }, ({ spec }) => {
      const lookup = spec.rules.metadata.matchedTier.http;
      lookup.url = lookup.url.replace('maas-api.opendatahub.', 'maas-api.maas-api.');
    });
  },
};

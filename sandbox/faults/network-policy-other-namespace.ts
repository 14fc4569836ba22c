import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'network-policy-other-namespace',
  breaks: 'maas-api’s policy lets Authorino in from rh-connectivity-link, and Authorino is elsewhere (FM-19).',
  noticedBy: ['maas.network-policies'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    const name = 'maas-authorino-allow';
    objects.edit({ kind: 'NetworkPolicy', namespace: 'opendatahub', name }, ({ spec }) => {
      spec.ingress[0].from[0].namespaceSelector.matchExpressions[0].values = ['rh-connectivity-link'];
    });
  },
};

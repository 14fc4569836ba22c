import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'authorino-without-ca',
  breaks:
    'maas-api is asked by https, and the operator took the trusted authority out of Authorino’s Deployment again (FM-14, FM-16).',
  noticedBy: ['maas.authorino-tls'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    objects.edit({ kind: 'AuthPolicy', namespace: 'openshift-ingress', name: 'gateway-auth-policy' }, ({ spec }) => {
      const lookup = spec.rules.metadata.matchedTier.http;
      lookup.url = lookup.url.replace('http:', 'https:').replace(':8080', ':8443');
    });
    objects.edit({ kind: 'Service', namespace: 'opendatahub', name: 'maas-api' }, ({ spec }) => {
      spec.ports.push({ name: 'https', port: 8443, targetPort: 8443, protocol: 'TCP' });
    });
    objects.edit({ kind: 'Deployment', namespace: 'kuadrant-system', name: 'authorino' }, ({ spec }) => {
      for (const container of spec.template.spec.containers) container.env = [];
    });
  },
};

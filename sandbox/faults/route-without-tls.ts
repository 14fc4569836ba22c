import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'route-without-tls',
  breaks: 'The Route to the gateway was made with oc expose: it has no TLS, and tokens travel in clear.',
  noticedBy: ['maas.external-address'],
  installations: ['guide'],
  apply({ objects }) {
    objects.edit({ kind: 'Route', namespace: 'maas', name: 'maas-default-gateway' }, (route) => {
      delete route['spec'].tls;
    });
  },
};

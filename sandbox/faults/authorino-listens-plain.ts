import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'authorino-listens-plain',
  breaks: 'The gateway speaks TLS with Authorino, and Authorino’s listener was not patched for it (FM-14).',
  noticedBy: ['maas.authorino-tls'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    objects.edit({ kind: 'Authorino', namespace: 'kuadrant-system', name: 'authorino' }, ({ spec }) => {
      spec.listener.tls = { enabled: false };
    });
  },
};

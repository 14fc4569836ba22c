import { setCondition } from '../edits/conditions.ts';
import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'authorino-resource-not-ready',
  breaks: 'Authorino’s operator cannot deploy Authorino: the Secret of its certificate is not there.',
  noticedBy: ['maas.authorino-resource'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    objects.edit({ kind: 'Authorino', namespace: 'kuadrant-system', name: 'authorino' }, (authorino) => {
      setCondition(authorino, 'Ready', {
        status: 'False',
        reason: 'TlsSecretNotFound',
        message: 'TLS secret authorino-server-cert was not found',
      });
    });
  },
};

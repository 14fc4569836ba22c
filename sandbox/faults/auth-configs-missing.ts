import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'auth-configs-missing',
  breaks:
    'Policies are accepted and enforced, and nothing of them has reached Authorino: there is no AuthConfig (FM-01).',
  noticedBy: ['maas.kuadrant-ready'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    for (const { metadata } of objects.all('AuthConfig')) objects.remove({ kind: 'AuthConfig', ...metadata });
  },
};

import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'authorino-resource-missing',
  breaks: 'The script patched the Authorino resource before Kuadrant had made it, and went on (FM-15).',
  noticedBy: ['maas.authorino-resource'],
  alsoTouches: ['maas.authorino-tls'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    objects.remove({ kind: 'Authorino', namespace: 'kuadrant-system', name: 'authorino' });
  },
};

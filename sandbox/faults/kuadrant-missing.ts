import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'kuadrant-missing',
  breaks: 'The Kuadrant resource was never created: its operator has nothing to deploy.',
  noticedBy: ['maas.kuadrant-ready'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    objects.remove({ kind: 'Kuadrant', namespace: 'kuadrant-system', name: 'kuadrant' });
  },
};

import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'cert-manager-missing',
  breaks: 'cert-manager’s operator is there, cert-manager itself is not.',
  noticedBy: ['maas.cert-manager-ready'],
  apply({ objects }) {
    objects.remove({ kind: 'Deployment', namespace: 'cert-manager', name: 'cert-manager' });
  },
};

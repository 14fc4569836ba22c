import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'namespace-missing',
  breaks: 'A namespace of the layout was never created.',
  noticedBy: ['maas.namespaces'],
  apply({ objects }) {
    objects.remove({ kind: 'Namespace', name: 'cert-manager' });
  },
};

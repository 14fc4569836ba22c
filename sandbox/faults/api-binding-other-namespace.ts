import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'api-binding-other-namespace',
  breaks: 'The ClusterRoleBinding of maas-api names its account in another namespace: it may do nothing.',
  noticedBy: ['maas.api-rbac'],
  apply({ objects }) {
    objects.edit({ kind: 'ClusterRoleBinding', name: 'maas-api' }, (binding) => {
      for (const subject of binding['subjects']) subject.namespace = 'maas-billing';
    });
  },
};

import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'grant-to-name-pattern',
  breaks: 'Access was granted to maas:premium-sa-*, as the guide writes it: RBAC knows no patterns.',
  noticedBy: ['maas.model-access-rbac'],
  alsoTouches: ['models.listed', 'auth.*', 'limits.*', 'inference.*', 'metrics.*'],
  installations: ['guide'],
  apply({ objects }) {
    objects.edit({ kind: 'RoleBinding', namespace: 'llm', name: 'premium-model-access' }, (binding) => {
      binding['subjects'] = [{ kind: 'ServiceAccount', name: 'premium-sa-*', namespace: 'maas' }];
    });
  },
};

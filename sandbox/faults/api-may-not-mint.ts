import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'api-may-not-mint',
  breaks: 'maas-api may not ask for tokens: the rule for TokenRequest fell out of its ClusterRole.',
  noticedBy: ['maas.api-rbac'],
  apply({ objects }) {
    objects.edit({ kind: 'ClusterRole', name: 'maas-api' }, (role) => {
      role['rules'] = role['rules'].filter(
        ({ resources }: { resources: string[] }) => !resources.includes('serviceaccounts/token'),
      );
    });
  },
};

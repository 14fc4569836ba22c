import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'api-may-not-list-models',
  breaks: 'maas-api may not watch LLMInferenceServices: its catalogue stays empty.',
  noticedBy: ['maas.api-rbac'],
  apply({ objects }) {
    objects.edit({ kind: 'ClusterRole', name: 'maas-api' }, (role) => {
      for (const rule of role['rules']) {
        rule.resources = rule.resources.filter((name: string) => name !== 'llminferenceservices');
      }
    });
  },
};

import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'tier-grant-missing',
  breaks: 'A tier of the annotation was not granted: odh-model-controller looks at another namespace (FM-49).',
  noticedBy: ['maas.model-access-rbac'],
  alsoTouches: ['models.listed', 'auth.*', 'limits.*', 'inference.*', 'metrics.*'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    const name = 'facebook-opt-125m-simulated-model-post-access-tier-binding';
    objects.edit({ kind: 'RoleBinding', namespace: 'llm', name }, (binding) => {
      binding['subjects'] = binding['subjects'].filter(
        ({ name: group }: { name: string }) => !group.endsWith('enterprise'),
      );
    });
  },
};

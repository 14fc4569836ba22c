import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'tier-grant-too-wide',
  breaks: 'A model for premium was granted to every tier by hand.',
  noticedBy: ['maas.model-access-rbac'],
  alsoTouches: ['models.listed', 'auth.tier-access-matrix'],
  installations: ['maas-0.0.2'],
  apply({ objects }) {
    const name = 'premium-simulated-simulated-premium-model-post-access-tier-binding';
    objects.edit({ kind: 'RoleBinding', namespace: 'llm', name }, (binding) => {
      for (const tier of ['free', 'enterprise']) {
        binding['subjects'].push({
          apiGroup: 'rbac.authorization.k8s.io',
          kind: 'Group',
          name: `system:serviceaccounts:maas-default-gateway-tier-${tier}`,
        });
      }
    });
  },
};

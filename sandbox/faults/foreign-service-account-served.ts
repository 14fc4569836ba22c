import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'foreign-service-account-served',
  breaks:
    'Every service account of the cluster may use a model: it was granted to system:serviceaccounts by hand, or (in the guide’s installation) the policy asks for no audience.',
  noticedBy: ['auth.foreign-service-account'],
  // A policy without an audience lets MaaS tokens mint as well.
  alsoTouches: ['auth.chained-mint'],
  apply({ installation, objects, behaviour }) {
    if (installation === 'guide') {
      behaviour.gateway.ignoresAudience = true;
      return;
    }
    // Of the model that every tier may use: the tiers may use no more than before.
    const name = 'facebook-opt-125m-simulated-model-post-access-tier-binding';
    objects.edit({ kind: 'RoleBinding', namespace: 'llm', name }, (binding) => {
      binding['subjects'].push({
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'Group',
        name: 'system:serviceaccounts',
      });
    });
  },
};

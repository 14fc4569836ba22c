import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'model-role-missing',
  breaks: 'The Role that a model’s binding names was deleted: nobody of the tier may use the model.',
  noticedBy: ['maas.model-access-rbac'],
  alsoTouches: ['models.listed', 'auth.*', 'limits.*', 'inference.*', 'metrics.*'],
  apply(world) {
    const name =
      world.installation === 'guide' ? 'premium-model-access' : 'premium-simulated-simulated-premium-model-post-access';
    world.objects.remove({ kind: 'Role', namespace: 'llm', name });
  },
};

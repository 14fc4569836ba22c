import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'model-route-detached',
  breaks:
    'A model’s HTTPRoute has another gateway as its parent: in the MaaS gateway’s list nobody finds the model (FM-41).',
  noticedBy: ['models.attached'],
  alsoTouches: ['maas.*', 'models.listed', 'models.route-backends'],
  apply(world) {
    if (world.installation === 'guide') {
      world.objects.edit({ kind: 'HTTPRoute', namespace: 'maas', name: 'maas-models-route' }, ({ spec }) => {
        spec.rules = spec.rules.filter((rule: { matches: { headers?: object[] }[] }) =>
          rule.matches.every(({ headers }) => headers === undefined),
        );
      });
      return;
    }
    const route = { kind: 'HTTPRoute', namespace: 'llm', name: 'premium-simulated-simulated-premium-kserve-route' };
    world.objects.edit(route, ({ spec, status }) => {
      spec.parentRefs[0].name = 'openshift-ai-inference';
      status.parents[0].parentRef.name = 'openshift-ai-inference';
    });
  },
};

import {
  declaredModels,
  groupsAllowed,
  groupsOfTier,
  readModelRbac,
  tiersAnnotated,
} from '../../fixtures/declared-models.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

test(
  'the tiers of every model are granted as annotated',
  check({
    id: 'models.tier-annotation',
    requirement:
      'Every model MUST name its tiers in its annotation, and the RBAC of its namespace MUST let exactly those tiers use it.',
    level: 'must',
    needs: ['cluster'],
    catches: ['tier-annotation-missing', 'tier-grant-missing', 'tier-grant-too-wide'],
    dependsOn: ['models.present', 'kserve.controller-ready'],
    remedy:
      'oc get llminferenceservice,role,rolebinding -n llm -o yaml: set alpha.maas.opendatahub.io/tiers ([] for every tier) and let odh-model-controller write the role bindings',
    guide: 'guide#phase-6-deploy-sample-models-optional',
  }),
  async ({ cluster, layout }) => {
    const models = await declaredModels(cluster, layout);
    demand(models.length > 0, `no ${layout.modelKind} is declared for gateway ${layout.gateway.name}`);
    const rbac = await readModelRbac(cluster);

    const problems = models.flatMap((model) => {
      const annotated = tiersAnnotated(model, layout.tiers.names);
      if ('problem' in annotated) return [`${model.name}: ${annotated.problem}`];
      const allowed = groupsAllowed(model, rbac, layout);
      return layout.tiers.names.flatMap((tier) => {
        const granted = groupsOfTier(tier, layout, []).some((group) => allowed.includes(group));
        if (granted === annotated.tiers.includes(tier)) return [];
        return [
          `${model.name}: tier ${tier} is ${granted ? 'granted' : 'not granted'} by RBAC, against the annotation`,
        ];
      });
    });

    demand(problems.length === 0, problems.join('; '));
    observe(`annotation and RBAC agree for ${models.map(({ name }) => name).join(', ')}`);
  },
);

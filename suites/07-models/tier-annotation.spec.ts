import { declaredModels, tiersAnnotated } from '../../fixtures/declared-models.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

test(
  'every model names its tiers',
  check({
    id: 'models.tier-annotation',
    requirement: 'Every model MUST name its tiers in its annotation, as a JSON list of tiers that exist.',
    level: 'must',
    needs: ['cluster'],
    catches: ['tier-annotation-missing', 'tier-annotation-unknown-tier', 'tier-annotation-no-json'],
    dependsOn: ['models.present', 'maas.tier-mapping'],
    remedy:
      'oc annotate llminferenceservice NAME -n llm alpha.maas.opendatahub.io/tiers=[] (every tier) or ["premium"]: without it no tier may use the model (FM-49)',
    guide: 'guide#phase-6-deploy-sample-models-optional',
  }),
  async ({ cluster, layout }) => {
    const models = await declaredModels(cluster, layout);
    demand(models.length > 0, `no ${layout.modelKind} is declared for gateway ${layout.gateway.name}`);

    const read = models.map((model) => ({ name: model.name, ...tiersAnnotated(model, layout.tiers.names) }));

    const problems = read.flatMap((model) => ('problem' in model ? [`${model.name}: ${model.problem}`] : []));
    demand(problems.length === 0, problems.join('; '));
    // The list is literal: a higher tier that it does not name is denied.
    const said = read.map((model) => {
      const tiers = 'tiers' in model ? model.tiers : [];
      const denied = layout.tiers.names.filter((tier) => !tiers.includes(tier));
      return `${model.name}: ${tiers.join(', ')}${denied.length === 0 ? '' : ` (not named, so denied: ${denied.join(', ')})`}`;
    });
    observe(said.join('; '));
  },
);

import { declaredModels, grantReport, readModelRbac } from '../../fixtures/declared-models.ts';
import { noModelsYet } from '../../fixtures/progress.ts';
import { check, demand, inconclusive, notApplicable, observe, test } from '../../fixtures/test.ts';
import { tierMapping } from '../../fixtures/tiers.ts';

test(
  'RBAC lets each tier use its models',
  check({
    id: 'maas.model-access-rbac',
    requirement:
      'The RBAC of the models’ namespaces MUST let exactly those tiers use a model that its annotation names or, where models have none, at least one tier, by subjects that exist.',
    level: 'must',
    needs: ['cluster'],
    catches: ['model-role-missing', 'tier-grant-missing', 'tier-grant-too-wide', 'grant-to-name-pattern'],
    dependsOn: ['models.present', 'maas.tier-mapping', 'models.tier-annotation', 'kserve.controller-ready'],
    remedy:
      'oc get role,rolebinding -n llm -o yaml: expect the verb on the model’s name, bound to the group of each tier; odh-model-controller writes it from the annotation, and needs MAAS_NAMESPACE where maas-api is elsewhere; names with * stand for nobody',
    guide: 'post-deployment#deploy-production-models',
  }),
  async ({ cluster, layout, session }) => {
    const models = await declaredModels(cluster, layout);
    const notYet = models.length === 0 ? await noModelsYet({ cluster, layout, session }) : undefined;
    if (notYet !== undefined) notApplicable(notYet);
    if (models.length === 0) inconclusive(`no ${layout.modelKind} is declared whose access could be judged`);
    const rules = await readModelRbac(cluster, models);
    const mapping = await tierMapping(cluster, layout);
    const isByMapping = layout.modelAccess.tierGroup === undefined;
    if (isByMapping && (mapping?.tiers ?? []).length === 0)
      inconclusive('the tier mapping does not tell the tiers’ groups');

    const reports = models.map((model) => grantReport(model, rules, layout, mapping?.tiers ?? []));

    const problems = reports.flatMap((report) => report.problems);
    demand(problems.length === 0, problems.join('; '));
    const judged = reports.filter((report) => report.judged);
    if (judged.length === 0) inconclusive('no model has an annotation that its grants could be held against');
    observe(judged.map(({ model, tiers }) => `${model}: ${tiers.join(', ') || 'no tier'}`).join('; '));
  },
);

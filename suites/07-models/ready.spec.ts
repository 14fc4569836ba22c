import { declaredModels } from '../../fixtures/declared-models.ts';
import { readinessProblem } from '../../fixtures/model-serving.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

test(
  'every model reports itself ready',
  check({
    id: 'models.ready',
    requirement: 'Every declared model MUST have the condition Ready for its current generation.',
    level: 'must',
    needs: ['cluster'],
    catches: ['model-not-ready', 'model-route-not-ready', 'model-status-stale', 'model-load-failed'],
    dependsOn: ['models.present', 'models.pods-ready', 'models.attached', 'kserve.controller-ready', 'kserve.runtimes'],
    remedy:
      'oc describe inferenceservice,llminferenceservice -A: the condition that is not True names what holds the model back: its workload, its route, or a preset',
    guide: 'common-issues#2-inferenceservice-not-ready',
  }),
  async ({ cluster, layout }) => {
    const models = await declaredModels(cluster, layout);
    demand(models.length > 0, `no ${layout.modelKind} is declared for gateway ${layout.gateway.name}`);

    const problems = models.map(readinessProblem).filter((problem) => problem !== undefined);

    demand(problems.length === 0, problems.join('; '));
    observe(`Ready: ${models.map(({ name }) => name).join(', ')}`);
  },
);

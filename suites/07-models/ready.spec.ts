import { readCondition, readConditions } from '../../fixtures/conditions.ts';
import { declaredModels } from '../../fixtures/declared-models.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

test(
  'every model reports itself ready',
  check({
    id: 'models.ready',
    requirement: 'Every declared model MUST have the condition Ready for its current generation.',
    level: 'must',
    needs: ['cluster'],
    catches: ['model-not-ready', 'model-route-not-ready'],
    dependsOn: ['models.present', 'models.pods-ready'],
    remedy:
      'oc describe inferenceservice,llminferenceservice -A: the condition that is not True names what holds the model back: its workload, its route, or a preset',
    guide: 'common-issues#2-inferenceservice-not-ready',
  }),
  async ({ cluster, layout }) => {
    const models = await declaredModels(cluster, layout);
    demand(models.length > 0, `no ${layout.modelKind} is declared for gateway ${layout.gateway.name}`);

    const problems = models.flatMap(({ namespace, name, object }) => {
      if (readCondition(object, 'Ready').holds) return [];
      const held = readConditions(object)
        .filter(({ type, holds }) => !holds && type !== 'Ready')
        .map(({ text }) => text);
      return [`${namespace}/${name}: ${[readCondition(object, 'Ready').text, ...held].join(', because of ')}`];
    });

    demand(problems.length === 0, problems.join('; '));
    observe(`Ready: ${models.map(({ name }) => name).join(', ')}`);
  },
);

import { declaredModels } from '../../fixtures/declared-models.ts';
import { argumentReport, modelsWithPods, REMOVED_ARGUMENTS } from '../../fixtures/model-serving.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

test(
  'no model is started with arguments that its server has dropped',
  check({
    id: 'models.known-bad-arguments',
    requirement:
      'The command lines of models SHOULD hold no argument that their server, or a newer one under the same image name, refuses; and no variable that nothing reads.',
    level: 'should',
    needs: ['cluster'],
    catches: ['model-removed-argument', 'model-argument-drift', 'model-additional-args-unused'],
    dependsOn: ['models.present', 'models.pods-ready'],
    remedy:
      'oc get pods -n <model-namespace> -o yaml: take the argument out of the model’s template.containers.args (or the runtime’s) and pin its image; the server’s log says unrecognized arguments (FM-46)',
    guide: 'guide#option-c-deploy-qwen3-requires-gpu',
  }),
  async ({ cluster, layout }) => {
    const found = await modelsWithPods(cluster, await declaredModels(cluster, layout));

    const { problems, containers } = argumentReport(found, REMOVED_ARGUMENTS);

    demand(containers > 0, 'no model has a pod whose command line could be looked at');
    demand(problems.length === 0, problems.join('; '));
    const known = REMOVED_ARGUMENTS.arguments.map(({ argument }) => argument).join(', ');
    observe(`${containers} containers, none with a removed argument (${known})`);
  },
);

import { keepBrokenLog } from '../../fixtures/broken-log.ts';
import { declaredModels, podsOfModel } from '../../fixtures/declared-models.ts';
import { check, core, demand, observe, test } from '../../fixtures/test.ts';
import { podsReport } from '../../fixtures/workloads.ts';

test(
  'the pods of every model are ready',
  check({
    id: 'models.pods-ready',
    requirement: 'Every declared model MUST have pods, all Ready, without frequent restarts.',
    level: 'must',
    needs: ['cluster'],
    catches: [
      'model-image-pull',
      'model-out-of-memory',
      'model-download-fails',
      'model-without-pods',
      'model-unschedulable',
      'model-bad-argument',
    ],
    dependsOn: ['models.present'],
    remedy:
      'oc describe pod in the model’s namespace: ImagePullBackOff, OOMKilled and FailedScheduling say what is missing; oc logs -c storage-initializer where the download fails',
    guide: 'common-issues#2-inferenceservice-not-ready',
  }),
  async ({ cluster, layout }) => {
    const models = await declaredModels(cluster, layout);
    demand(models.length > 0, `no ${layout.modelKind} is declared for gateway ${layout.gateway.name}`);
    const pods = await cluster.list(core.Pod);

    const now = await cluster.now();
    const own = models.map((model) => podsOfModel(model, pods));
    const reports = models.map(({ namespace, name }, index) =>
      podsReport(`${namespace}/${name}`, own[index] ?? [], now),
    );
    await keepBrokenLog(cluster, own.flat());

    const problems = reports.flatMap((report) => report.problems);
    demand(problems.length === 0, problems.join('; '));
    observe(reports.flatMap(({ summary, notes }) => [summary, ...notes]).join('; '));
  },
);

import { keepBrokenLog } from '../../fixtures/broken-log.ts';
import { declaredModels } from '../../fixtures/declared-models.ts';
import { modelsWithPods, scaledToZero, scalesToZero } from '../../fixtures/model-serving.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';
import { podsReport } from '../../fixtures/workloads.ts';

test(
  'the pods of every model are ready',
  check({
    id: 'models.pods-ready',
    requirement:
      'Every declared model MUST have pods, all Ready, without frequent restarts, unless it is told to scale to zero.',
    level: 'must',
    needs: ['cluster'],
    catches: [
      'model-image-pull',
      'model-out-of-memory',
      'model-download-fails',
      'model-download-out-of-memory',
      'model-without-pods',
      'model-unschedulable',
      'model-bad-argument',
    ],
    dependsOn: ['models.present', 'models.gpu-scheduled', 'kserve.controller-ready', 'knative.components-ready'],
    remedy:
      'oc describe pod in the model’s namespace: ImagePullBackOff, OOMKilled and FailedScheduling say what is missing; oc logs -c storage-initializer where the download fails (FM-47), oc logs --previous where the server ends (FM-46)',
    guide: 'common-issues#2-inferenceservice-not-ready',
  }),
  async ({ cluster, layout }) => {
    const models = await declaredModels(cluster, layout);
    demand(models.length > 0, `no ${layout.modelKind} is declared for gateway ${layout.gateway.name}`);
    const [found, now] = await Promise.all([modelsWithPods(cluster, models), cluster.now()]);

    const idle = found.filter(({ model, pods }) => pods.length === 0 && scalesToZero(model));
    const judged = found.filter((entry) => !idle.includes(entry));
    const reports = judged.map(({ model, pods }) => podsReport(`${model.namespace}/${model.name}`, pods, now));
    for (const { pods } of judged) await keepBrokenLog(cluster, pods);

    const stopped = models.filter(scaledToZero).map(({ namespace, name }) => `${namespace}/${name} has replicas: 0`);
    const problems = [...stopped, ...reports.flatMap((report) => report.problems)];
    demand(problems.length === 0, problems.join('; '));
    const asleep = idle.map(
      ({ model }) => `${model.namespace}/${model.name}: scaled to zero, as its minReplicas lets it`,
    );
    observe([...reports.flatMap(({ summary, notes }) => [summary, ...notes]), ...asleep].join('; '));
  },
);

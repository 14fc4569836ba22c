import { duplicateSeries, scrapedWorkloads, targetProblem, targetsOf } from '../../fixtures/monitoring.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

test(
  'Prometheus scrapes every component, once',
  check({
    id: 'metrics.targets-up',
    requirement:
      'Every workload of the layout that exposes metrics MUST have targets that are up and freshly scraped, and no series of the limiter MUST be scraped twice.',
    level: 'must',
    needs: ['metrics'],
    catches: [
      'target-down',
      'target-stale',
      'limiter-scraped-twice',
      'monitor-missing',
      'monitor-selects-nothing',
      'monitor-port-unknown',
      'user-workload-monitoring-off',
    ],
    dependsOn: ['metrics.user-workload', 'metrics.prometheus-reachable', 'metrics.monitors'],
    remedy:
      'console, Observe > Targets: read the error of those that are down, and follow the monitor’s selector for those that are missing; of two monitors for the limiter remove one (FM-67)',
    guide: 'guide#8-observability-stack',
  }),
  async ({ metrics, layout }) => {
    const wanted = scrapedWorkloads(layout);
    const targets = await metrics.steadyTargets((target) =>
      wanted.some((workload) => targetsOf(workload, [target]).length > 0),
    );
    const now = await metrics.time();
    const series = await metrics.query(`{__name__=~"${['up', ...layout.metrics.limiter].join('|')}"}`);

    const workloads = wanted.map((workload) => ({
      ...workload,
      targets: targetsOf(workload, targets),
    }));
    const missing = workloads
      .filter((workload) => workload.targets.length === 0)
      .map(({ name }) => `${name} is no target`);
    const scraped = workloads.flatMap((workload) => workload.targets);
    const instances = new Set(scraped.map(({ instance }) => instance));
    const problems = [
      ...missing,
      ...scraped.map((target) => targetProblem(target, now)).filter((problem) => problem !== undefined),
      ...duplicateSeries(series.filter(({ labels }) => instances.has(labels['instance'] ?? ''))),
    ];
    demand(problems.length === 0, problems.join('; '));
    observe(`up and fresh: ${scraped.map(({ job, instance }) => `${job} (${instance})`).join(', ')}; no series twice`);
  },
);

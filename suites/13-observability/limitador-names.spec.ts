import { makeBothHappen } from '../../fixtures/counted-events.ts';
import { targetsOf } from '../../fixtures/monitoring.ts';
import { check, demand, inconclusive, observe, test } from '../../fixtures/test.ts';

test(
  'the limiter exposes its metrics',
  check({
    id: 'metrics.limitador-names',
    requirement: 'Prometheus MUST have every metric of the limiter under the name that the release gives it.',
    level: 'must',
    needs: ['metrics', 'gateway', 'identity', 'model'],
    catches: ['limitador-metric-missing', 'refusals-not-counted', 'counters-frozen'],
    dependsOn: ['metrics.targets-up'],
    remedy:
      'oc -n <namespace> port-forward deploy/limitador 8080 and curl localhost:8080/metrics: what is there but not in Prometheus is dropped by a relabeling; what is not there needs another Limitador image (FM-68)',
    guide: 'guide#8-observability-stack',
  }),
  async ({ metrics, gateway, identities, models, limits, layout }) => {
    const wanted = layout.metrics.limiter;
    const present = async (): Promise<string[]> => {
      const names = await metrics.query(`count by (__name__) ({__name__=~"${wanted.join('|')}"})`);
      return names.flatMap(({ labels }) => labels['__name__'] ?? []);
    };
    let seen = await present();
    // A counter is born with what it first counts, so where one is missing, one request of each kind is made to happen.
    if (wanted.some((name) => !seen.includes(name))) {
      const refused = await makeBothHappen({ gateway, identities, models, limits });
      if (!refused) inconclusive(`a counter is born with its first event, and no request could be made to be refused`);
      const targets = targetsOf(layout.workloads.limitador, await metrics.targets());
      await metrics.nextScrape(targets);
      const series = await metrics.answeredSeries(targets, wanted);
      seen = series.flatMap(({ labels }) => labels['__name__'] ?? []);
    }

    const absent = wanted.filter((name) => !seen.includes(name));

    demand(absent.length === 0, `not in Prometheus after admitted and refused requests: ${absent.join(', ')}`);
    observe(`present: ${wanted.join(', ')}`);
  },
);

import { ping } from '../../fixtures/inference-request.ts';
import { deltaText, limiterNames, targetsOf } from '../../fixtures/monitoring.ts';
import { exhaust, exhaustingRequests, type Spent } from '../../fixtures/quota.ts';
import { check, demand, inconclusive, observe, test } from '../../fixtures/test.ts';

test(
  'refused requests are counted',
  check({
    id: 'metrics.refusals-counted',
    requirement: 'The limiter’s counter of refused requests MUST move by exactly as many as were answered 429.',
    level: 'must',
    needs: ['metrics', 'gateway', 'identity', 'model'],
    catches: ['refusals-not-counted', 'counters-frozen'],
    dependsOn: ['metrics.targets-up', 'metrics.limitador-names', 'limits.requests-exact'],
    remedy:
      'compare curl <limitador pod>:8080/metrics with Prometheus; refusals are not in istio_requests_total, boards must use the limiter’s counter (FM-70)',
    guide: 'guide#8-observability-stack',
  }),
  async ({ metrics, gateway, identities, models, limits, layout, session }) => {
    const { refused } = layout.metrics;
    const { tier, requests } = await limits.lowest();
    const needed = exhaustingRequests(requests.limit);
    if (needed > session.requestBudget)
      inconclusive(`a limit of ${requests.limit} is above the request budget of ${session.requestBudget}`);
    const model = await models.any(await identities.lease({ tier, requests: 4 }));
    const caller = await identities.lease({ tier, fresh: true, requests: needed });
    const targets = targetsOf(layout.workloads.limitador, await metrics.targets());

    let seen: Spent[] = [];
    const moved = await metrics.counterDelta({ counter: refused, targets, users: limiterNames(caller) }, async () => {
      seen = await exhaust(gateway, { ...ping(model), as: caller }, requests.limit);
    });

    const refusals = seen.filter(({ outcome }) => outcome === 'refused').length;
    if (refusals === 0)
      inconclusive(`${seen.length} requests against a limit of ${requests.limit}, and none was refused`);
    const seenText = `${refusals} requests were answered 429, ${deltaText(refused, moved)}`;
    demand(moved.delta === refusals, seenText);
    observe(seenText);
  },
);

import { ping } from '../../fixtures/inference-request.ts';
import { deltaText, limiterNames, targetsOf } from '../../fixtures/monitoring.ts';
import { type Spent, spend } from '../../fixtures/quota.ts';
import { check, demand, inconclusive, observe, test } from '../../fixtures/test.ts';

/** Fewer than any tier's limit, and not the 1 or 2 that a stray request could imitate. */
const SENT = 3;

test(
  'admitted requests are counted',
  check({
    id: 'metrics.requests-counted',
    requirement: 'The limiter’s counter of admitted requests MUST move by exactly what was sent and admitted.',
    level: 'must',
    needs: ['metrics', 'gateway', 'identity', 'model'],
    catches: ['requests-counted-twice', 'counters-frozen'],
    dependsOn: ['metrics.targets-up', 'metrics.limitador-names'],
    remedy:
      'compare curl <limitador pod>:8080/metrics with Prometheus: equal and wrong is the limiter (image, replicas), different is the scrape (duplicate monitors, relabelings)',
    guide: 'guide#8-observability-stack',
  }),
  async ({ metrics, gateway, identities, models, layout }) => {
    const { admitted, countsPerRequest } = layout.metrics;
    const prober = await identities.lease({ requests: 4 });
    const model = await models.any(prober);
    const caller = await identities.lease({ tier: prober.tier, fresh: true, requests: SENT });
    const targets = targetsOf(layout.workloads.limitador, await metrics.targets());

    let seen: Spent[] = [];
    const moved = await metrics.counterDelta({ counter: admitted, targets, users: limiterNames(caller) }, async () => {
      seen = await spend(gateway, { ...ping(model), as: caller }, SENT);
    });

    const served = seen.filter(({ outcome }) => outcome === 'admitted').length;
    if (served < SENT)
      inconclusive(`of ${SENT} requests only ${served} were admitted (last status ${seen.at(-1)?.status})`);
    const seenText = `${served} requests were admitted, ${deltaText(admitted, moved)}`;
    demand(moved.delta === served * countsPerRequest, `${seenText}; ${served * countsPerRequest} is right`);
    observe(seenText);
  },
);

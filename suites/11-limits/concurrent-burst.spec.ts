import { ping } from '../../fixtures/inference-request.ts';
import { ruled } from '../../fixtures/limit-window.ts';
import { judgeBurst } from '../../fixtures/limiter.ts';
import { observedOf, SCOUT_REQUESTS } from '../../fixtures/quota.ts';
import { check, evidence, inconclusive, test } from '../../fixtures/test.ts';

/** How many more than the limit are released at once. */
const BEYOND = 12;

test(
  'requests at the same time do not pass the limit',
  check({
    id: 'limits.concurrent-burst',
    requirement:
      'Of more requests than the limit sent at the same time exactly the limit MUST be admitted, the rest refused, none failed.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: [
      'limiter-check-then-act',
      'limiter-loses-admissions',
      'limit-one-too-few',
      'limit-one-too-many',
      'limiter-replicas',
    ],
    dependsOn: ['limits.requests-exact'],
    remedy:
      'oc get limitador -A -o yaml: expect one replica, or a store that is not cached (redis_cached lets replicas overshoot)',
    guide: 'verification#test-rate-limiting',
  }),
  async ({ gateway, identities, models, limits, session }) => {
    const { tier, requests } = await limits.lowest();
    const count = requests.limit + BEYOND;
    if (count > session.requestBudget)
      inconclusive(`${count} requests at once are above the budget of ${session.requestBudget}`);
    const model = await models.any(await identities.lease({ tier, requests: SCOUT_REQUESTS }));
    const caller = await identities.lease({ tier, fresh: true, requests: count });

    const answers = await gateway.burst(Array.from({ length: count }, () => ({ ...ping(model), as: caller })));

    const seen = observedOf(answers);
    const sent = seen.map(({ sentAt }) => sentAt);
    evidence('barrier', { skewMs: Math.max(...sent) - Math.min(...sent), requests: count });
    ruled(judgeBurst(seen, requests), `tier ${tier}`);
  },
);

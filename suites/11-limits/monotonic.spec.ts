import { ping } from '../../fixtures/inference-request.ts';
import { askThrough, demandWaitable, ruled } from '../../fixtures/limit-window.ts';
import { judgeMonotonicity } from '../../fixtures/limiter.ts';
import { exhaust, exhaustingRequests, SCOUT_REQUESTS } from '../../fixtures/quota.ts';
import { check, test } from '../../fixtures/test.ts';

test(
  'a caller over the limit stays refused for the rest of the window',
  check({
    id: 'limits.monotonic',
    requirement: 'After the first refusal no request of the same caller MUST be admitted until the window is over.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['limiter-flapping'],
    dependsOn: ['limits.requests-exact'],
    remedy:
      'oc get deployment -A | grep limitador: expect one replica, or a shared store in the Limitador resource; upgrade Connectivity Link',
    guide: 'verification#test-rate-limiting',
  }),
  async ({ gateway, identities, models, limits }) => {
    const { tier, requests } = await limits.lowest();
    demandWaitable(requests.windowMs);
    const model = await models.any(await identities.lease({ tier, requests: SCOUT_REQUESTS }));
    const caller = await identities.lease({ tier, fresh: true, requests: exhaustingRequests(requests.limit) });
    const request = { ...ping(model), as: caller };

    const spent = await exhaust(gateway, request, requests.limit);
    const asked = await askThrough(gateway, request, spent, requests.windowMs);

    ruled(judgeMonotonicity(asked, requests.windowMs), `tier ${tier}`);
  },
);

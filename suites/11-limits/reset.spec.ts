import { ping } from '../../fixtures/inference-request.ts';
import { demandWaitable, ruled, WINDOW_TOLERANCE, watchReset } from '../../fixtures/limit-window.ts';
import { judgeReset } from '../../fixtures/limiter.ts';
import { exhaust, exhaustingRequests, SCOUT_REQUESTS } from '../../fixtures/quota.ts';
import { check, test } from '../../fixtures/test.ts';

test(
  'a spent quota is whole again when its window is over',
  check({
    id: 'limits.reset',
    requirement:
      'A caller over the limit MUST be refused until the window that the first request opened is over, and be admitted then.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['window-never-resets', 'window-resets-early', 'window-resets-late', 'refusals-extend-window'],
    dependsOn: ['limits.requests-exact'],
    remedy:
      'oc get ratelimitpolicy -A -o yaml: compare the window; look for restarts of Limitador, which lose its counters, and for a second policy',
    guide: 'verification#test-rate-limiting',
  }),
  async ({ gateway, identities, models, limits }) => {
    const { tier, requests } = await limits.lowest();
    demandWaitable(requests.windowMs);
    const model = await models.any(await identities.lease({ tier, requests: SCOUT_REQUESTS }));
    const caller = await identities.lease({ tier, fresh: true, requests: exhaustingRequests(requests.limit) });
    const request = { ...ping(model), as: caller };

    const spent = await exhaust(gateway, request, requests.limit);
    const watched = await watchReset(gateway, request, spent, requests.windowMs);

    ruled(judgeReset(watched, { windowMs: requests.windowMs, toleranceMs: WINDOW_TOLERANCE }), `tier ${tier}`);
  },
);

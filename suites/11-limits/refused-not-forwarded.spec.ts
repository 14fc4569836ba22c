import { ping } from '../../fixtures/inference-request.ts';
import { exhaust, exhaustingRequests, SCOUT_REQUESTS } from '../../fixtures/quota.ts';
import { check, demand, inconclusive, observe, test } from '../../fixtures/test.ts';

test(
  'a request over the limit does not reach the model',
  check({
    id: 'limits.refused-not-forwarded',
    requirement: 'A request that is answered 429 MUST NOT reach the model.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['limited-but-forwarded'],
    dependsOn: ['limits.requests-exact'],
    remedy: 'oc get wasmplugin,envoyfilter -A: expect the limiter’s action before the route, not a response filter',
    guide: 'verification#test-rate-limiting',
  }),
  async ({ gateway, identities, models, limits }) => {
    const { tier, requests } = await limits.lowest();
    const model = await models.any(await identities.lease({ tier, requests: SCOUT_REQUESTS }));
    const caller = await identities.lease({ tier, fresh: true, requests: exhaustingRequests(requests.limit) });

    const spent = await exhaust(gateway, { ...ping(model), as: caller }, requests.limit);

    const admitted = spent.find(({ outcome }) => outcome === 'admitted')?.answer;
    const refused = spent.flatMap(({ outcome, answer }) =>
      outcome === 'refused' && answer !== undefined ? [answer] : [],
    );
    if (admitted === undefined || refused.length === 0) {
      inconclusive(
        `no admitted and refused request to compare; statuses ${spent.map(({ status }) => status).join(', ')}`,
      );
    }
    const seen = await Promise.all(refused.map(({ requestId }) => models.saw(model, requestId, admitted.requestId)));
    demand(
      !seen.includes('seen'),
      `${seen.filter((one) => one === 'seen').length} of ${refused.length} refused requests reached the model`,
    );
    if (seen.includes('unknown'))
      inconclusive('whether a request reached the model cannot be seen: the log of its pods does not name requests');
    observe(`none of ${refused.length} refused requests is in the model’s log, an admitted one is`);
  },
);

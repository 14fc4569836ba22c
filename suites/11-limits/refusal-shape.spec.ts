import { ping } from '../../fixtures/inference-request.ts';
import { leaksOf } from '../../fixtures/leaks.ts';
import { exhaust, exhaustingRequests, SCOUT_REQUESTS } from '../../fixtures/quota.ts';
import { headerFlaws } from '../../fixtures/rate-limit-headers.ts';
import { check, demand, inconclusive, observe, test } from '../../fixtures/test.ts';

test(
  'a request over the limit is refused as clients expect',
  check({
    id: 'limits.refusal-shape',
    requirement:
      'A request over the limit MUST be answered 429 with the layout’s body and sane headers, streamed or not, and the connection MUST stay usable.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['limited-wrong-status', 'limited-wrong-body', 'limited-cuts-connection'],
    dependsOn: ['limits.requests-exact'],
    remedy:
      'the log of the gateway’s pods around the refusal (wasm-shim); a cut connection or another status: upgrade Connectivity Link',
    guide: 'verification#test-rate-limiting',
  }),
  async ({ gateway, identities, models, limits, layout }) => {
    const { tier, requests } = await limits.lowest();
    const model = await models.any(await identities.lease({ tier, requests: SCOUT_REQUESTS }));
    const caller = await identities.lease({ tier, fresh: true, requests: exhaustingRequests(requests.limit) + 2 });
    const request = { ...ping(model), as: caller };
    const spent = await exhaust(gateway, request, requests.limit);
    if (spent[0]?.outcome !== 'admitted')
      inconclusive(`the first request of a whole quota was answered ${spent[0]?.status}`);

    const refused = await gateway.request(request);
    const streamed = await gateway.stream({
      ...request,
      body: { model: model.id, stream: true, max_tokens: 1, messages: [{ role: 'user', content: 'ping' }] },
    });
    const next = await gateway.request({ path: layout.api.models.path });

    if (refused.status === 200) inconclusive('the limit was not reached');
    const { status, body } = layout.refusals.limited;
    demand(refused.status === status, `over the limit answered ${refused.status}, wanted ${status}`);
    demand(
      streamed.status === status,
      `over the limit a streamed request was answered ${streamed.status}, wanted ${status}`,
    );
    demand(
      body === undefined || refused.body === body,
      `the body is ${JSON.stringify(refused.body.slice(0, 200))}, wanted ${JSON.stringify(body)}`,
    );
    const leaks = leaksOf(refused.body, [caller.maasToken]);
    demand(leaks.length === 0, `the body gives away ${leaks.join(', ')}`);
    const flaws = headerFlaws(refused.headers, requests.windowMs);
    demand(flaws.length === 0, flaws.join('; '));
    demand(
      next.status === 401,
      `the request after a refusal was answered ${next.status}, wanted 401 (it had no token)`,
    );
    observe(`${status} with ${JSON.stringify(refused.body.slice(0, 60))}, streamed too; the connection stayed usable`);
  },
);

import { ping } from '../../fixtures/inference-request.ts';
import { SCOUT_REQUESTS, spend } from '../../fixtures/quota.ts';
import { check, demand, inconclusive, observe, test } from '../../fixtures/test.ts';

test(
  'listing the models does not spend the quota',
  check({
    id: 'limits.catalogue-free',
    requirement:
      'Listing the models SHOULD NOT count against the request limit, and the list SHOULD stay complete however often it is read.',
    level: 'should',
    needs: ['gateway', 'identity', 'model'],
    catches: ['listing-spends-quota'],
    dependsOn: ['limits.requests-exact', 'models.listed'],
    remedy:
      'exempt the catalogue’s path in the RateLimitPolicy, or upgrade to a maas-api that does not probe each model with the caller’s token',
    guide: 'verification#test-rate-limiting',
  }),
  async ({ gateway, identities, models, limits, layout }) => {
    const { tier, requests } = await limits.lowest();
    const { path, success } = layout.api.models;
    const model = await models.any(await identities.lease({ tier, requests: SCOUT_REQUESTS }));
    const caller = await identities.lease({ tier, fresh: true, requests: 2 * requests.limit });

    const lists = await spend(gateway, { path, as: caller }, requests.limit);
    const chats = await spend(gateway, { ...ping(model), as: caller }, requests.limit);

    const [first] = lists;
    if (first?.answer?.status !== success) inconclusive(`${path} answered ${first?.status}, wanted ${success}`);
    const sizes = lists.map(({ answer }) => namesIn(answer?.json).join(' '));
    const admitted = chats.filter(({ outcome }) => outcome === 'admitted').length;
    const spentAt = `after ${lists.length} listings of ${requests.limit} possible requests`;
    demand(new Set(sizes).size === 1 && sizes[0] !== '', `the list was not the same each time ${spentAt}`);
    demand(!chats.some(({ outcome }) => outcome === 'refused'), `${spentAt} only ${admitted} chats were admitted`);
    if (lists.length < requests.limit || admitted < requests.limit)
      inconclusive(`${spentAt} a request was answered ${chats.at(-1)?.status}`);
    observe(`${spentAt} all ${admitted} chats were admitted`);
  },
);

/** The ids of a list of models, in an order of their own: the release's order changes between calls. */
function namesIn(body: unknown): string[] {
  const data = typeof body === 'object' && body !== null && 'data' in body && Array.isArray(body.data) ? body.data : [];
  return data.map((entry: unknown) => JSON.stringify(entry, ['id'])).sort();
}

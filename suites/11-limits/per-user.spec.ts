import { ping } from '../../fixtures/inference-request.ts';
import { exhaust, exhaustingRequests, SCOUT_REQUESTS, spend, spendOne } from '../../fixtures/quota.ts';
import { check, demand, inconclusive, observe, test } from '../../fixtures/test.ts';

test(
  'one caller’s spent quota leaves another of the same tier untouched',
  check({
    id: 'limits.per-user',
    requirement:
      'Each caller MUST have a quota of their own: when one is refused, another of the same tier MUST still have all of theirs.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['counter-per-tier', 'counter-for-everyone'],
    dependsOn: ['limits.requests-exact'],
    remedy: 'oc get ratelimitpolicy -A -o yaml: expect counters with the user (auth.identity.userid) in every limit',
    guide: 'common-issues#4-rate-limiting-not-working',
  }),
  async ({ gateway, identities, models, limits }) => {
    const { tier, requests } = await limits.lowest();
    const model = await models.any(await identities.lease({ tier, requests: SCOUT_REQUESTS }));
    const first = await identities.lease({ tier, fresh: true, requests: exhaustingRequests(requests.limit) + 1 });
    const spent = await exhaust(gateway, { ...ping(model), as: first }, requests.limit);
    const second = await identities.lease({ tier, fresh: true, requests: requests.limit });

    const others = await spend(gateway, { ...ping(model), as: second }, requests.limit);
    const still = await spendOne(gateway, { ...ping(model), as: first });

    if (spent.at(-1)?.outcome !== 'refused')
      inconclusive(`the first caller was never refused (${spent.at(-1)?.status})`);
    const admitted = others.filter(({ outcome }) => outcome === 'admitted').length;
    const refused = others.some(({ outcome }) => outcome === 'refused');
    demand(!refused, `a second caller of tier ${tier} was refused after ${admitted} of ${requests.limit} requests`);
    if (admitted < requests.limit) inconclusive(`the second caller was answered ${others.at(-1)?.status}`);
    if (still.outcome !== 'refused') inconclusive(`meanwhile the first caller’s window was over (${still.status})`);
    observe(`tier ${tier}: one caller refused, another admitted ${admitted} times of ${requests.limit}`);
  },
);

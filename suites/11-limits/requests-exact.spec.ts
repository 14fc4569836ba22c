import { ping } from '../../fixtures/inference-request.ts';
import { judgeExactness, type Ruling } from '../../fixtures/limiter.ts';
import { exhaust, exhaustingRequests, SCOUT_REQUESTS } from '../../fixtures/quota.ts';
import { check, inconclusive, observe, test, violated } from '../../fixtures/test.ts';

test(
  'each tier gets exactly the requests of its limit',
  check({
    id: 'limits.requests-exact',
    requirement:
      'In one window a caller of each tier MUST be admitted exactly as often as the tier’s limit says, and then refused.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: [
      'limit-one-too-many',
      'limit-one-too-few',
      'limiter-off',
      'premium-unlimited',
      'limit-counted-twice',
      'limiter-replicas',
    ],
    dependsOn: ['maas.rate-limit-policies', 'maas.limits-cover-tiers', 'maas.limitador-ready'],
    remedy:
      'oc get ratelimitpolicy -A: expect Enforced=True, attached to the gateway; check that tokens carry their tier and that Limitador runs',
    guide: 'verification#test-rate-limiting',
  }),
  async ({ gateway, identities, models, limits, layout, session }) => {
    const available = await identities.tiers();

    const rulings: (Ruling & { tier: string })[] = [];
    for (const tier of layout.tiers.names) {
      const { requests } = await limits.of(tier);
      const untested = (text: string): Ruling & { tier: string } => ({ tier, verdict: 'undecided', text });
      if (requests === undefined) rulings.push(untested('no limit, neither in the cluster nor in the layout'));
      else if (!available.includes(tier)) rulings.push(untested('no identity of this tier: give one'));
      else if (exhaustingRequests(requests.limit) > session.requestBudget) {
        rulings.push(untested(`a limit of ${requests.limit} is above the request budget of ${session.requestBudget}`));
      } else {
        const model = await models.any(await identities.lease({ tier, requests: SCOUT_REQUESTS }));
        const caller = await identities.lease({ tier, fresh: true, requests: exhaustingRequests(requests.limit) });
        const seen = await exhaust(gateway, { ...ping(model), as: caller }, requests.limit);
        rulings.push({ tier, ...judgeExactness(seen, requests) });
      }
    }

    const text = `${rulings.map((ruling) => `${ruling.tier}: ${ruling.text}`).join('; ')} (limits from ${await limits.source()})`;
    if (rulings.some(({ verdict }) => verdict === 'violated')) violated(text);
    if (rulings.some(({ verdict }) => verdict === 'undecided')) inconclusive(text);
    observe(text);
  },
);

import { ping } from '../../fixtures/inference-request.ts';
import { exhaust, exhaustingRequests, SCOUT_REQUESTS, spend, spendOne } from '../../fixtures/quota.ts';
import { check, demand, inconclusive, observe, test } from '../../fixtures/test.ts';

test(
  'a higher tier gets more than a lower one, whose spent quota does not touch it',
  check({
    id: 'limits.per-tier',
    requirement:
      'A caller of a higher tier MUST be admitted more often in a window than the tier below allows, also while that one is refused.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['everyone-limited-as-free'],
    dependsOn: ['limits.requests-exact', 'maas.limits-ordered'],
    remedy:
      'oc get ratelimitpolicy -A -o yaml: expect one limit for each tier, with a predicate on auth.identity.tier; mint a token and look at its tier',
    guide: 'common-issues#4-rate-limiting-not-working',
  }),
  async ({ gateway, identities, models, limits, layout, session }) => {
    const { tier: lowest, requests } = await limits.lowest();
    const model = await models.any(await identities.lease({ tier: lowest, requests: SCOUT_REQUESTS }));
    const poor = await identities.lease({
      tier: lowest,
      fresh: true,
      requests: exhaustingRequests(requests.limit) + 1,
    });
    const spent = await exhaust(gateway, { ...ping(model), as: poor }, requests.limit);
    if (spent.at(-1)?.outcome !== 'refused') inconclusive(`tier ${lowest} was never refused (${spent.at(-1)?.status})`);

    const results: string[] = [];
    const untested: string[] = [];
    const available = await identities.tiers();
    const higher = layout.tiers.names.slice(layout.tiers.names.indexOf(lowest) + 1);
    let below = requests.limit;
    for (const tier of higher) {
      const own = (await limits.of(tier)).requests?.limit ?? 0;
      // The next tier's whole quota, since a counter that both share would cost it a part; of others, more than the tier below has.
      const more = results.length === 0 && own <= session.requestBudget ? Math.max(own, below + 1) : below + 1;
      if (!available.includes(tier)) untested.push(`no identity of tier ${tier}`);
      else if (more > session.requestBudget) untested.push(`${tier}: ${more} requests are above the budget`);
      else {
        const caller = await identities.lease({ tier, fresh: true, requests: more });
        const seen = await spend(gateway, { ...ping(model), as: caller }, more);
        const admitted = seen.filter(({ outcome }) => outcome === 'admitted').length;
        demand(
          !seen.some(({ outcome }) => outcome === 'refused'),
          `tier ${tier} was refused after ${admitted} requests, the tier below has ${below}`,
        );
        if (admitted < more) untested.push(`tier ${tier} was answered ${seen.at(-1)?.status}`);
        results.push(`${tier} admitted ${admitted} times`);
      }
      below = Math.max(own, below);
    }
    const still = await spendOne(gateway, { ...ping(model), as: poor });

    if (still.outcome !== 'refused') untested.push(`meanwhile the window of ${lowest} was over`);
    const text = [`${lowest} refused after ${requests.limit}`, ...results].join(', ');
    if (results.length === 0 || untested.length > 0)
      inconclusive(`${text}; untested: ${untested.join(', ') || 'only one tier'}`);
    observe(text);
  },
);

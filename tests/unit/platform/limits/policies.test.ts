import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RateLimitPolicy } from '../../../../platform/cluster/kinds/kuadrant.ts';
import {
  forTiersOfGroups,
  limitsByTier,
  limitsOfPolicy,
  unreadableWindows,
} from '../../../../platform/limits/policies.ts';
import { subjectOf } from '../../../../platform/limits/subject.ts';
import { rateWindowMs, windowMs } from '../../../../platform/limits/window.ts';

const policy = (limits: object, where: 'limits' | 'defaults' | 'overrides' = 'limits') =>
  RateLimitPolicy.schema.parse({
    metadata: { name: 'p', namespace: 'ns' },
    spec: { targetRef: { kind: 'Gateway', name: 'g' }, ...(where === 'limits' ? { limits } : { [where]: { limits } }) },
  });
const limit = (tier: string, ...rates: object[]) => ({
  rates,
  when: [{ predicate: `auth.identity.tier == "${tier}"` }],
  counters: [{ expression: 'auth.identity.userid' }],
});

test.each([
  ['60s', 60_000],
  ['2m', 120_000],
  ['1h30m', 5_400_000],
  ['500ms', 500],
  ['1d', 86_400_000],
  ['0s', undefined],
  ['60', undefined],
  ['', undefined],
  ['1.5h', undefined],
  ['1w', undefined],
])('the window %s is %s ms', (text, expected) => {
  expect(windowMs(text)).toBe(expected);
});

test('a window is the sum of its parts', () => {
  const amount = fc.integer({ min: 1, max: 99 });
  fc.assert(
    fc.property(amount, amount, amount, (h, m, s) => {
      expect(windowMs(`${h}h${m}m${s}s`)).toBe((h * 3_600 + m * 60 + s) * 1_000);
    }),
  );
});

test('the older duration and unit are understood', () => {
  expect(rateWindowMs({ duration: 2, unit: 'minute' })).toBe(120_000);
  expect(rateWindowMs({ duration: 2, unit: 'fortnight' })).toBeUndefined();
});

const nobody = { tiers: [], groups: [], unclear: false };
test.each([
  ['auth.identity.tier == "free"', { ...nobody, tiers: ['free'] }],
  ["auth.identity.tier == 'free' && !request.path.endsWith('/v1/models')", { ...nobody, tiers: ['free'] }],
  ['auth.identity.tier in ["free", "premium"]', { ...nobody, tiers: ['free', 'premium'] }],
  ['auth.identity.tier == "free" || auth.identity.tier == "premium"', { ...nobody, tiers: ['free', 'premium'] }],
  ['"free" == auth.identity.tier', { ...nobody, unclear: true }],
  ['"tier-premium-users" in auth.identity.groups', { ...nobody, groups: ['tier-premium-users'] }],
  ['auth.identity.groups.exists(g, g == "a-group")', { ...nobody, groups: ['a-group'] }],
  ['auth.identity.user.groups.contains("a-group")', { ...nobody, groups: ['a-group'] }],
  ['request.method == "POST"', nobody],
  ['request.headers["x-tier"] == "free"', { ...nobody, unclear: true }],
  ['auth.identity.tier != "free"', { ...nobody, unclear: true }],
  ['!(auth.identity.tier == "free")', { ...nobody, tiers: ['free'], unclear: true }],
  ['auth.identity.tier == "free" || request.method == "GET"', { ...nobody, tiers: ['free'], unclear: true }],
  [
    'auth.identity.selected_subscription_key == "ns/sub@ns/model" && !request.path.endsWith("/v1/models")',
    { ...nobody, unclear: true },
  ],
])('%s is for %j', (predicate, subject) => {
  expect(subjectOf([predicate])).toEqual(subject);
});

test('a limit for callers that cannot be told from their tier is no limit of any tier', () => {
  const entries = limitsOfPolicy(
    policy({
      free: limit('free', { limit: 5, window: '1m' }),
      denied: { rates: [{ limit: 0, window: '1m' }], when: [{ predicate: 'auth.identity.subscription == "a"' }] },
      group: { rates: [{ limit: 1, window: '1m' }], when: [{ predicate: '"a-group" in auth.identity.groups' }] },
    }),
  );

  expect(limitsByTier(entries, ['free']).get('free')?.limit).toBe(5);
});

test.each(['limits', 'defaults', 'overrides'] as const)('limits are read from %s', (where) => {
  const entries = limitsOfPolicy(policy({ a: limit('free', { limit: 5, window: '2m' }) }, where));

  expect(entries).toMatchObject([{ name: 'a', policy: 'policy ns/p', tiers: ['free'], limit: 5, windowSeconds: 120 }]);
});

test('of several rates of a tier the one that bites first counts; a limit for everybody counts for each', () => {
  const entries = limitsOfPolicy(
    policy({
      free: limit('free', { limit: 50, window: '1h' }, { limit: 5, window: '1m' }),
      everybody: { rates: [{ limit: 20, window: '1m' }] },
    }),
  );

  expect([...limitsByTier(entries, ['free', 'premium'])].map(([tier, { limit: most }]) => [tier, most])).toEqual([
    ['free', 5],
    ['premium', 20],
  ]);
});

test('a tier that no limit names has none', () => {
  const entries = limitsOfPolicy(policy({ free: limit('free', { limit: 5, window: '1m' }) }));

  expect(limitsByTier(entries, ['free', 'premium']).has('premium')).toBe(false);
});

test('a window that cannot be read is named, not guessed', () => {
  const odd = policy({ free: limit('free', { limit: 5, window: 'soon' }) });

  expect(limitsOfPolicy(odd)).toEqual([]);
  expect(unreadableWindows(odd)).toEqual(['policy ns/p, limit free: window soon']);
});

test('beside the window that bites first, longer ones are kept, and those that can never bite are not', () => {
  const windows = (...rates: object[]) =>
    limitsByTier(limitsOfPolicy(policy({ free: limit('free', ...rates) })), ['free']).get('free');

  expect(windows({ limit: 20, window: '1m' }, { limit: 5, window: '10s' })).toMatchObject({
    limit: 5,
    windowMs: 10_000,
    further: [{ limit: 20, windowMs: 60_000 }],
  });
  expect(windows({ limit: 5, window: '1m' }, { limit: 20, window: '10s' })?.further).toEqual([]);
  expect(windows({ limit: 5, window: '10s' }, { limit: 30, window: '1m' }, { limit: 20, window: '1h' })).toMatchObject({
    further: [{ limit: 20, windowMs: 3_600_000 }],
  });
  expect(windows({ limit: 5, window: '10s' })?.further).toEqual([]);
});

test('limits for groups are for the tiers that the groups map to; a group that maps to none leaves it open', () => {
  const entries = limitsOfPolicy(
    policy({
      members: { rates: [{ limit: 9, window: '1m' }], when: [{ predicate: '"a-group" in auth.identity.groups' }] },
      others: { rates: [{ limit: 1, window: '1m' }], when: [{ predicate: '"b-group" in auth.identity.groups' }] },
    }),
  );
  const told = forTiersOfGroups(entries, [
    { name: 'free', groups: ['system:authenticated'] },
    { name: 'premium', groups: ['a-group'] },
  ]);

  expect(told).toMatchObject([
    { tiers: ['premium'], unclear: false },
    { tiers: [], unclear: true },
  ]);
});

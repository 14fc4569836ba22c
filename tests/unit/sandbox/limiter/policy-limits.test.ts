import { expect, test } from 'vitest';
import { objectStore } from '../../../../sandbox/kube/object-store.ts';
import { durationMs } from '../../../../sandbox/limiter/duration.ts';
import { policyLimits } from '../../../../sandbox/limiter/policy-limits.ts';
import type { KubeObject } from '../../../../sandbox/object.ts';

const policy = (limits: unknown): KubeObject => ({
  apiVersion: 'kuadrant.io/v1',
  kind: 'RateLimitPolicy',
  metadata: { name: 'limits', namespace: 'gateway' },
  spec: { limits },
});
const identity = (tier: string, userid: string) => ({ auth: { identity: { tier, userid } } });

test.each([
  ['500ms', 500],
  ['60s', 60_000],
  ['2m', 120_000],
  ['1h30m', 5_400_000],
  ['1d', 86_400_000],
  ['0s', undefined],
  ['1', undefined],
  ['-1m', undefined],
  ['1.5m', undefined],
  ['', undefined],
])('a window of "%s" is %s ms', (text, ms) => {
  expect(durationMs(text)).toBe(ms);
});

test('a limit applies to whom its predicate names, and counts each user alone', () => {
  const store = objectStore([
    policy({
      free: {
        rates: [{ limit: 5, window: '2m' }],
        when: [{ predicate: 'auth.identity.tier == "free"' }],
        counters: [{ expression: 'auth.identity.userid' }],
      },
    }),
  ]);
  const [limit, ...more] = policyLimits(store, 'RateLimitPolicy');
  expect(more).toEqual([]);
  expect(limit).toMatchObject({ name: 'free', limit: 5, windowMs: 120_000 });
  expect(limit?.counter(identity('premium', 'ann'))).toBeUndefined();
  expect(limit?.counter(identity('free', 'ann'))).not.toBe(limit?.counter(identity('free', 'bob')));
  expect(limit?.counter(identity('free', 'ann'))).toBe(limit?.counter(identity('free', 'ann')));
});

test('an edited policy counts at once', () => {
  const store = objectStore([policy({ all: { rates: [{ limit: 5, window: '1m' }] } })]);
  store.edit({ kind: 'RateLimitPolicy', namespace: 'gateway', name: 'limits' }, ({ spec }) => {
    spec.limits.all.rates[0].limit = 7;
  });
  expect(policyLimits(store, 'RateLimitPolicy').map(({ limit }) => limit)).toEqual([7]);
});

test('several rates, the older form of a rate, and a missing attribute', () => {
  const store = objectStore([
    policy({
      two: {
        rates: [
          { limit: 1, window: '1s' },
          { limit: 2, duration: 2, unit: 'minute' },
        ],
      },
      needsTier: { rates: [{ limit: 1, window: '1s' }], when: [{ predicate: 'auth.identity.tier == "free"' }] },
    }),
  ]);
  const limits = policyLimits(store, 'RateLimitPolicy');
  expect(limits.map(({ name, windowMs }) => [name, windowMs])).toEqual([
    ['two', 1_000],
    ['two', 120_000],
    ['needsTier', 1_000],
  ]);
  expect(limits.map((limit) => limit.counter({ auth: { identity: {} } }) === undefined)).toEqual([false, false, true]);
});

test('a policy that cannot be read limits nothing', () => {
  expect(policyLimits(objectStore([policy({ broken: { rates: [{ limit: 'five' }] } })]), 'RateLimitPolicy')).toEqual(
    [],
  );
});

import { expect, test } from 'vitest';
import { coverageProblems, orderProblems, uncovered, untold } from '../../../../platform/limits/lint.ts';
import type { PolicyLimit } from '../../../../platform/limits/policies.ts';

const TIERS = ['free', 'premium', 'enterprise'];
const limit = (name: string, count: number, windowSeconds: number, tiers: string[] = [name]): PolicyLimit => ({
  name,
  policy: 'policy maas/limits',
  predicate: tiers.join(),
  tiers,
  groups: [],
  unclear: false,
  limit: count,
  windowSeconds,
  windowMs: windowSeconds * 1000,
});
const good = [limit('free', 5, 120), limit('premium', 20, 120), limit('enterprise', 50, 120)];

test('a limit for each tier, rising, is fine', () => {
  expect(coverageProblems(good, TIERS)).toEqual([]);
  expect(orderProblems(good, TIERS)).toEqual([]);
});

test('names tiers without a limit, unless one is for everybody', () => {
  expect(coverageProblems(good.slice(0, 1), TIERS)).toEqual(['no limit for premium, enterprise']);
  expect(coverageProblems([limit('all', 5, 60, [])], TIERS)).toEqual([]);
});

test('names limits of tiers that do not exist', () => {
  expect(coverageProblems([...good, limit('gold', 100, 120)], TIERS)).toEqual([
    'policy maas/limits: limit gold is for tier gold, which does not exist',
  ]);
});

test('two limits with one predicate hide each other; two rates of one limit do not', () => {
  const [free] = coverageProblems([...good, limit('free-hourly', 100, 3600, ['free'])], TIERS);
  expect(free).toContain('limits free and free-hourly have one predicate');
  expect(coverageProblems([...good, limit('free', 100, 3600)], TIERS)).toEqual([]);
});

test('compares limits per unit of time', () => {
  const slower = [limit('free', 5, 60), limit('premium', 20, 3600), limit('enterprise', 50, 60)];
  expect(orderProblems(slower, TIERS)).toEqual(['premium may do 0.33/min, free 5/min']);
  const equal = [limit('free', 5, 60), limit('premium', 10, 120)];
  expect(orderProblems(equal, TIERS)).toHaveLength(1);
});

test('the stricter of two rates decides', () => {
  const entries = [limit('free', 5, 60), limit('premium', 100, 60), limit('premium', 10, 3600)];
  expect(orderProblems(entries, TIERS)).toEqual(['premium may do 0.17/min, free 5/min']);
});

test('a limit for a group, or for nobody knows whom, is not everybody’s', () => {
  const ofGroup = { ...limit('group', 1, 60, []), groups: ['a-group'] };
  const unknown = { ...limit('odd', 1, 60, []), unclear: true, predicate: 'auth.identity.subscription == "a"' };

  expect(coverageProblems([ofGroup], TIERS)).toEqual(['no limit for free, premium, enterprise']);
  expect(coverageProblems([unknown], TIERS)).toEqual([]);
  expect(uncovered([unknown], TIERS)).toEqual(TIERS);
  expect(untold([unknown, ...good])).toEqual(['policy maas/limits, limit odd: auth.identity.subscription == "a"']);
  expect(orderProblems([...good, unknown, ofGroup], TIERS)).toEqual([]);
});

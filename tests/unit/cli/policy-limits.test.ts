import { expect, test } from 'vitest';
import { policyLimits } from '../../../cli/target/policy-limits.ts';

const limit = (count: number, window: string, predicate?: string) => ({
  rates: [{ limit: count, window }],
  ...(predicate !== undefined && { when: [{ predicate }] }),
});

test('the tier is the one that the condition compares with, else the name’s first word', () => {
  const limits = {
    any: limit(10, '60s', 'auth.identity.tier == "free"'),
    'premium-user-requests': limit(20, '2m'),
  };
  expect(policyLimits([{ limits }])).toEqual({ free: '10 per 60s', premium: '20 per 120s' });
});

test('limits under defaults or overrides count; what is no policy has none; what could not be read stays unknown', () => {
  expect(policyLimits([{ defaults: { limits: { free: limit(5, '1m') } } }])).toEqual({ free: '5 per 60s' });
  expect(policyLimits([{ overrides: { limits: { free: limit(5, '1h30m') } } }])).toEqual({ free: '5 per 5400s' });
  expect(policyLimits([{ limits: 'odd' }, undefined])).toEqual({});
  expect(policyLimits(undefined)).toBeUndefined();
});

import { expect, test } from 'vitest';
import { headersIn } from '../../../../platform/limits/subject.ts';

test.each([
  ['request.headers["X-MaaS-Tier"] == "free"', ['x-maas-tier']],
  ["request.headers['x-a'] == 'b' && request.headers.tier == 'free'", ['x-a', 'tier']],
  ['auth.identity.tier == "free"', []],
])('the headers that %s reads', (predicate, headers) => {
  expect(headersIn(predicate)).toEqual(headers);
});

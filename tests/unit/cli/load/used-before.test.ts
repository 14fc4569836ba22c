import { expect, test } from 'vitest';
import { windowsToWaitFor } from '../../../../cli/load/used-before.ts';
import { compilePlan } from '../../../../load/plan/compile.ts';
import { parseProfile } from '../../../../load/profile/read.ts';

const MINUTE = 60_000;
/** A limit, and its window in milliseconds. */
type Pair = readonly [number, number];

/** Ten requests of each of two users, of twelve tokens each. */
const waitFor = (limits: { requests?: Pair; tokens?: Pair }): number => {
  const plan = compilePlan(
    parseProfile(
      `
version: 1
name: small
tiers: [{name: free, users: 2}]
prompts: {input: {fixed: 6}, output: {fixed: 6}}
phases: [{name: a, kind: constant, rate: 2, duration: 10s}]`,
      'small.yaml',
    ),
  );
  const of = (pair?: Pair) => pair && { limit: pair[0], windowMs: pair[1] };
  const [requests, tokens] = [of(limits.requests), of(limits.tokens)];
  const tiers = plan.tiers.map((tier) => ({
    ...tier,
    limits: { ...(requests && { requests }), ...(tokens && { tokens }) },
  }));
  return windowsToWaitFor({ ...plan, tiers });
};

test.each([
  ['nothing is limited', {}, 0],
  ['nobody comes to the limit', { requests: [11, MINUTE] }, 0],
  ['a user comes to the limit of requests', { requests: [10, MINUTE] }, MINUTE],
  ['a user comes to the limit of tokens', { tokens: [120, MINUTE] }, MINUTE],
  ['nobody comes to the limit of tokens', { tokens: [200, MINUTE] }, 0],
  ['the longer one of both', { requests: [5, MINUTE], tokens: [50, 2 * MINUTE] }, 2 * MINUTE],
  ['a day is not waited for, a minute is', { requests: [5, MINUTE], tokens: [50, 1_440 * MINUTE] }, MINUTE],
] as const)('before a load run, where %s', (_, limits, expected) => {
  expect(waitFor(limits)).toBe(expected);
});

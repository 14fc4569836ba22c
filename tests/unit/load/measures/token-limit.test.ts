import { expect, test } from 'vitest';
import { judgeLimits } from '../../../../load/measures/limiter.ts';
import { compilePlan } from '../../../../load/plan/compile.ts';
import { parseProfile } from '../../../../load/profile/read.ts';
import type { Sample } from '../../../../load/samples/sample.ts';
import { sampleWith } from '../sample-with.ts';

const LIMIT = 100;
const WINDOW_MS = 20_000;
const EVERY_MS = 1_000;
const TOOK_MS = 300;
const PROMPT = 15;
const COMPLETION = 10;

const PROFILE = `
version: 1
name: tokens
tiers: [{name: free, users: 1}]
prompts: {input: {fixed: 15}, output: {fixed: 10}}
phases: [{name: a, kind: constant, rate: 1, duration: 60s}]
`;
const plan = compilePlan(parseProfile(PROFILE, 'p.yaml'), {
  limits: new Map([
    ['free', { requests: { limit: 30, windowMs: WINDOW_MS }, tokens: { limit: LIMIT, windowMs: WINDOW_MS } }],
  ]),
});

/** One request a second against a limiter that checks first and adds what the answer counts as at its end. */
function played(amount: number, limit = LIMIT): Sample[] {
  let [counted, ends] = [0, 0];
  return Array.from({ length: 60 }, (_, i) => {
    const sentMs = i * EVERY_MS;
    const at = { i, phase: 'a', schedMs: sentMs, pickedMs: sentMs, sentMs };
    if (sentMs >= ends) counted = 0;
    if (counted >= limit)
      return sampleWith({ ...at, outcome: 'refused-early', status: 429, headersMs: sentMs + 5, endMs: sentMs + 5 });
    if (counted === 0) ends = sentMs + TOOK_MS + WINDOW_MS;
    counted += amount;
    const usage = { prompt: PROMPT, completion: COMPLETION, total: PROMPT + COMPLETION };
    return sampleWith({ ...at, headersMs: sentMs + 50, endMs: sentMs + TOOK_MS, usage });
  });
}
const tokens = (samples: readonly Sample[]) => judgeLimits(plan, samples).find(({ counts }) => counts === 'tokens');

test('a token limit that is kept holds, with how much a window has admitted; its refusals are no matter of the limit of requests', () => {
  expect(judgeLimits(plan, played(PROMPT + COMPLETION))).toEqual([
    { tier: 'free', counts: 'tokens', verdict: 'holds', text: expect.stringContaining('up to 100 tokens') },
  ]);
});

test.each([
  ['each token is counted twice', 2 * (PROMPT + COMPLETION)],
  ['only the tokens of prompts are counted', PROMPT],
  ['only the tokens of answers are counted', COMPLETION],
  ['tokens are not counted', 0],
])('“%s” is caught by name', (sign, amount) => {
  expect(tokens(played(amount))).toMatchObject({ verdict: 'violated', text: expect.stringContaining(sign) });
});

test('a limit that is one answer too high is violated, without a name for it', () => {
  expect(tokens(played(PROMPT + COMPLETION, LIMIT + PROMPT + COMPLETION))).toMatchObject({
    verdict: 'violated',
    text: expect.stringContaining('admitted although 100 tokens were spent'),
  });
});

test('what was on its way when the limit was spent is told, and breaks nothing; nobody who never came to it is judged', () => {
  const usage = { prompt: PROMPT, completion: COMPLETION, total: 30 };
  const few = played(30).map((one) => (one.outcome === 'admitted' ? { ...one, usage } : one));

  expect(tokens(few)).toMatchObject({ verdict: 'holds', text: expect.stringContaining('20 of them over it') });
  expect(judgeLimits(plan, played(PROMPT + COMPLETION).slice(0, 3))).toEqual([]);
});

test('refusals by a token limit that counts wrongly are no sign of what is wrong with the limit of requests', () => {
  // One each, two in all: as if both had one counter of two.
  const requests = { limit: 2, windowMs: WINDOW_MS };
  const tiers = plan.tiers.map((tier) => ({ ...tier, users: 2, limits: { ...tier.limits, requests } }));
  const two = { ...plan, tiers };
  const ofBoth = played(6 * (PROMPT + COMPLETION)).flatMap((one) => [one, { ...one, user: 1 }]);
  const found = judgeLimits(two, ofBoth);

  expect(found.map(({ counts, verdict }) => [counts, verdict])).toEqual([
    ['requests', 'violated'],
    ['tokens', 'violated'],
  ]);
  expect(found[0]?.text).toMatch(/^user 1: refused/);
});

import { expect, test } from 'vitest';
import type { Observation } from '../../../../load/limiter-accuracy/observation.ts';
import type { MeteredObservation } from '../../../../load/limiter-accuracy/tokens.ts';
import { judgeTokensAtOnce } from '../../../../load/limiter-accuracy/tokens-at-once.ts';

const limit = { limit: 100, windowMs: 4_000 };
const chat = (tokens: number): MeteredObservation => ({
  sentAt: 0,
  answeredAt: 20,
  outcome: tokens === 0 ? 'refused' : 'admitted',
  status: tokens === 0 ? 429 : 200,
  tokens,
});
const next = (outcome: Observation['outcome'], at = 300): Observation => ({
  sentAt: at,
  answeredAt: at + 10,
  outcome,
  status: outcome === 'admitted' ? 200 : outcome === 'refused' ? 429 : 500,
});

test('all admitted and the next refused: check and report, with its overshoot', () => {
  expect(judgeTokensAtOnce([63, 63, 63, 63].map(chat), next('refused'), limit)).toEqual({
    verdict: 'holds',
    text: '4 of 4 at once admitted, 252 tokens of a limit of 100, overshoot 152 %: check and report, without reserving; the next refused',
  });
});

test('some refused though the others left room: reservation, with what stays unused', () => {
  const ruling = judgeTokensAtOnce([40, 40, 0, 0].map(chat), next('admitted'), limit);
  expect(ruling.verdict).toBe('holds');
  expect(ruling.text).toMatch(/20 % of the limit unused: reservation \(2 refused\)/);
});

test('some refused when the limit is spent: either', () => {
  expect(judgeTokensAtOnce([63, 63, 0, 0].map(chat), next('refused'), limit).text).toMatch(/cannot be told/);
});

test.each([
  ['tokens that do not count', [63, 63, 63].map(chat), next('admitted'), /admitted although the tokens were spent/],
  ['a refusal before the limit', [40, 40].map(chat), next('refused'), /refused too early/],
  ['refusals alone', [0, 0, 0].map(chat), next('refused'), /not one of 3/],
])('%s are a violation', (_, atOnce, after, text) => {
  const ruling = judgeTokensAtOnce(atOnce, after, limit);
  expect(ruling.verdict).toBe('violated');
  expect(ruling.text).toMatch(text);
});

test('too slow, too little, a server error and nothing at all decide nothing', () => {
  expect(judgeTokensAtOnce([63, 63].map(chat), next('admitted', 3_500), limit).verdict).toBe('undecided');
  expect(judgeTokensAtOnce([40, 40].map(chat), next('admitted'), limit).verdict).toBe('undecided');
  expect(judgeTokensAtOnce([63, 63].map(chat), next('broken'), limit).verdict).toBe('undecided');
  expect(judgeTokensAtOnce([], next('admitted'), limit).verdict).toBe('undecided');
});

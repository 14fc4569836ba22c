import { expect, test } from 'vitest';
import { fairness, judgeTierRatio } from '../../../../load/limiter-accuracy/tier-ratio.ts';

test('tiers that are admitted as their limits relate hold, to the request', () => {
  expect(
    judgeTierRatio([
      { tier: 'free', limit: 5, admitted: 5 },
      { tier: 'premium', limit: 20, admitted: 21 },
    ]),
  ).toMatchObject({
    verdict: 'holds',
    text: expect.stringMatching('free 5 : premium 21, limits 5 : 20, Jain’s index 0.999'),
  });
});

test('a tier with another share of its limit is named', () => {
  expect(
    judgeTierRatio([
      { tier: 'free', limit: 5, admitted: 5 },
      { tier: 'premium', limit: 20, admitted: 5 },
    ]),
  ).toMatchObject({ verdict: 'violated', text: expect.stringMatching(/\(premium\)/) });
});

test('one tier alone has no ratio', () => {
  expect(judgeTierRatio([{ tier: 'free', limit: 5, admitted: 5 }]).verdict).toBe('undecided');
});

test.each([
  [[1, 1, 1], 1],
  [[1, 0, 0, 0], 0.25],
])('the fairness of %j is %d', (shares, index) => {
  expect(fairness(shares)).toBeCloseTo(index, 9);
});

test('where nobody was admitted there is no fairness', () => {
  expect(fairness([0, 0])).toBeNaN();
});

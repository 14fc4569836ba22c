import fc from 'fast-check';
import { expect, test } from 'vitest';
import { atMostRate, clopperPearson } from '../../../../load/limiter-accuracy/proportion.ts';

test.each([
  // Rule of three, exactly: 1 − 0.05^(1/n).
  [0, 60, 0.0487],
  [0, 300, 0.00994],
  [1, 100, 0.0466],
])('%i of %i is a rate of at most %d at 95 %%', (successes, trials, rate) => {
  expect(atMostRate(successes, trials)).toBeCloseTo(rate, 4);
});

test.each([
  [0, 10, 0, 0.3085],
  [5, 10, 0.1871, 0.8129],
  [99, 100, 0.9455, 0.9997],
  [100, 100, 0.9638, 1],
])('%i of %i is a rate from %d to %d', (successes, trials, from, to) => {
  const interval = clopperPearson(successes, trials);
  expect(interval.from).toBeCloseTo(from, 4);
  expect(interval.to).toBeCloseTo(to, 4);
});

test('nothing tried, or more seen than tried, is no rate', () => {
  expect(() => clopperPearson(0, 0)).toThrow(RangeError);
  expect(() => clopperPearson(3, 2)).toThrow(RangeError);
});

test('property: the interval holds what was seen, and mirrors when successes and failures change places', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.double({ min: 0, max: 1, noNaN: true }), (trials, share) => {
      const successes = Math.round(trials * share);
      const { from, to } = clopperPearson(successes, trials);
      const mirrored = clopperPearson(trials - successes, trials);
      expect(from).toBeLessThanOrEqual(successes / trials + 1e-9);
      expect(to).toBeGreaterThanOrEqual(successes / trials - 1e-9);
      expect(mirrored.from).toBeCloseTo(1 - to, 6);
    }),
  );
});

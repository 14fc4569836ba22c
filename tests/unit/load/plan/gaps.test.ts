import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gapsOf, variation } from '../../../../load/plan/gaps.ts';
import { randomOf } from '../../../../load/plan/random.ts';

test('gaps have the variation that was asked for, within 2 %, and fill their time exactly', () => {
  const property = fc.property(
    fc.integer({ min: 0, max: 2 ** 31 }),
    fc.double({ min: 0.1, max: 6, noNaN: true }),
    (seed, cv) => {
      const gaps = gapsOf(2_000, cv, randomOf(seed, 'gaps'));

      expect(gaps.reduce((sum, gap) => sum + gap, 0)).toBeCloseTo(2_000, 6);
      expect(Math.abs(variation(gaps) - cv) / cv).toBeLessThan(0.02);
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0);
    },
  );

  fc.assert(property, { numRuns: 20 });
});

test('gaps of a Poisson process are exponential', () => {
  const gaps = gapsOf(10_000, 1, randomOf(7, 'poisson')).toSorted((a, b) => a - b);

  const distance = Math.max(...gaps.map((gap, rank) => Math.abs(1 - Math.exp(-gap) - (rank + 0.5) / gaps.length)));
  // Kolmogorov and Smirnov at 1 %.
  expect(distance).toBeLessThan(1.63 / Math.sqrt(gaps.length));
});

test('equal gaps are equal', () => {
  expect(gapsOf(3, 0, randomOf(1, ''))).toEqual([1, 1, 1]);
});

import { expect, test } from 'vitest';
import { normal, randomOf } from '../../../../load/plan/random.ts';
import { quantileIntervals } from '../../../../load/statistics/bootstrap.ts';
import { groupShift, pairShift } from '../../../../load/statistics/hodges-lehmann.ts';
import { ascending, fewestFor, medianOf, quantileOf } from '../../../../load/statistics/quantile.ts';
import { trendOf, warmUpOf } from '../../../../load/statistics/trend.ts';

test('quantiles are values that were seen, and know how many they need', () => {
  const sorted = Array.from({ length: 100 }, (_, index) => index + 1);

  expect([0.5, 0.95, 0.99, 1].map((share) => quantileOf(sorted, share))).toEqual([50, 95, 99, 100]);
  expect(quantileOf([], 0.5)).toBeNaN();
  expect(medianOf([4, 1, 3, 2])).toBe(2.5);
  expect([0.5, 0.95, 0.99, 0.999].map(fewestFor)).toEqual([6, 72, 368, 3_688]);
});

test('intervals of independent values cover the truth about as often as they say', () => {
  const covered = Array.from({ length: 60 }, (_, run) => {
    const random = randomOf(run, 'coverage');
    const items = Array.from({ length: 200 }, () => [normal(random)]);
    const [interval] = quantileIntervals(items, [0.5], 1, random);
    return interval !== undefined && interval.from <= 0 && interval.to >= 0;
  });

  expect(covered.filter(Boolean).length).toBeGreaterThanOrEqual(50);
});

test('neighbours that resemble each other make an interval wider', () => {
  const random = randomOf(3, 'blocks');
  const levels = Array.from({ length: 20 }, () => normal(random));
  const items = Array.from({ length: 400 }, (_, at) => [(levels[Math.floor(at / 20)] ?? 0) + 0.1 * normal(random)]);

  const width = (block: number): number => {
    const [interval] = quantileIntervals(items, [0.5], block, randomOf(1, ''));
    return (interval?.to ?? 0) - (interval?.from ?? 0);
  };
  expect(width(20)).toBeGreaterThan(1.5 * width(1));
});

test('a shift is found, and no outlier makes one', () => {
  const random = randomOf(5, 'shift');
  const before = Array.from({ length: 12 }, () => 100 + normal(random));
  const after = [...before.map((value) => value + 10), 100_000];

  const shift = groupShift(before, after, random);
  expect(shift.estimate).toBeCloseTo(10, 0);
  expect(shift.from).toBeLessThanOrEqual(10);
  expect(shift.to).toBeGreaterThanOrEqual(10);
  expect(pairShift([1, 1, 1, 50], random).estimate).toBe(1);
});

test('trends and warm-up', () => {
  const noise = (at: number): number => ((at * 7_919) % 13) / 13;
  const flat = Array.from({ length: 60 }, (_, at) => 10 + noise(at));
  const rising = flat.map((value, at) => value + at);
  const warming = flat.map((value, at) => value + (at < 10 ? 100 - 10 * at : 0));

  expect(trendOf(flat).significant).toBe(false);
  expect(trendOf(rising)).toMatchObject({ significant: true });
  expect(trendOf(rising).change).toBeCloseTo(59, -1);
  expect(warmUpOf(warming)).toBeGreaterThanOrEqual(10);
  expect(warmUpOf(warming)).toBeLessThanOrEqual(30);
  expect([...ascending([2, 10, 1])]).toEqual([1, 2, 10]);
});

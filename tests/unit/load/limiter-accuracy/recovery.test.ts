import { expect, test } from 'vitest';
import { type Look, looksAfter, recovery } from '../../../../load/limiter-accuracy/recovery.ts';
import { sequence, simulate } from './simulated-limiter.ts';

/** Numbers from 0 to 1 that fill it evenly, always the same. */
function even(): () => number {
  let drawn = 0;
  return () => {
    drawn += 1;
    return (drawn * 0.618_033_988_749) % 1;
  };
}
/** One look of each caller, at another time each, of a limiter that recovers `lag` milliseconds late. */
const single = (lag: number): Look[][] =>
  Array.from({ length: 41 }, (_, index) => {
    const at = -500 + index * 50;
    return [{ from: at - 5, to: at + 5, admitted: at >= lag }];
  });

test.each([-400, 0, 330, 1_200])('callers who each look once show a recovery of %i ms after the end', (lag) => {
  const found = recovery(single(lag), even());
  expect(found?.contradictions).toBe(0);
  expect(Math.abs((found?.lagMs ?? Number.NaN) - lag)).toBeLessThanOrEqual(50);
  expect(found?.interval.from).toBeLessThanOrEqual(lag + 50);
  expect(found?.interval.to).toBeGreaterThanOrEqual(lag - 50);
});

test('callers who recover at different times contradict each other', () => {
  expect(recovery([...single(0), ...single(800)], even())?.contradictions).toBeGreaterThan(5);
});

test('without a refusal, or without an admission, there is no step', () => {
  expect(recovery([])).toBeUndefined();
  expect(recovery(single(10_000))).toBeUndefined();
});

test('the looks of a caller are counted from the end of its window, and begin with the first refusal', () => {
  const seen = simulate(
    sequence([
      ...Array.from({ length: 3 }, () => ({ pause: 0, there: 2, back: 2 })),
      { pause: 1_000, there: 2, back: 2 },
    ]),
    { limit: 2, windowMs: 1_000 },
  );
  // The first request was counted between 1,000 and 1,004: so its window ended between 2,000 and 2,004.
  expect(looksAfter(seen, 1_000)).toEqual([{ from: 2_012 - 2_004, to: 2_016 - 2_000, admitted: true }]);
  expect(looksAfter(seen.slice(0, 2), 1_000)).toEqual([]);
});

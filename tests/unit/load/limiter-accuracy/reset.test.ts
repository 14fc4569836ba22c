import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeReset } from '../../../../load/limiter-accuracy/reset.ts';
import { sequence, simulate, steps } from './simulated-limiter.ts';

const WINDOW = 6_000;
const rule = { windowMs: WINDOW, toleranceMs: 250 };
/** Six at once, then one look every 100 ms for 7 seconds. */
const watched = sequence([
  ...Array.from({ length: 6 }, () => ({ pause: 0, there: 2, back: 2 })),
  ...Array.from({ length: 70 }, () => ({ pause: 96, there: 2, back: 2 })),
]);
const until = (end: number) => watched.filter(({ sentAt }) => sentAt < 1_000 + end);

test('a quota that is whole again when the window is over holds, with its lag', () => {
  const ruling = judgeReset(simulate(until(6_200), { limit: 5, windowMs: WINDOW }), rule);
  expect(ruling.verdict).toBe('holds');
  expect(ruling.text).toMatch(/admitted -?\d+ ms to \d+ ms after its end/);
});

test.each([
  ['too early', 3_000, /admitted again 3\.\d s after the first request/],
  ['too late', 6_600, /still refused \d+ ms after the window/],
])('a window that ends %s is named', (_, windowMs, text) => {
  const ruling = judgeReset(simulate(watched, { limit: 5, windowMs }), rule);
  expect(ruling.verdict).toBe('violated');
  expect(ruling.text).toMatch(text);
});

test('a window that never ends is named', () => {
  expect(judgeReset(simulate(watched, { limit: 5, windowMs: WINDOW, never: true }), rule).verdict).toBe('violated');
});

test('no look near the end, or none after it, decides nothing', () => {
  const gap = watched.filter(({ sentAt }) => sentAt < 4_000 || sentAt > 7_050);
  expect(judgeReset(simulate(gap.slice(0, 40), { limit: 5, windowMs: WINDOW }), rule).verdict).toBe('undecided');
  expect(judgeReset(simulate(until(5_000), { limit: 5, windowMs: WINDOW }), rule).verdict).toBe('undecided');
});

test('property: a correct limiter, watched until it admits again, is never said to be early or late', () => {
  fc.assert(
    fc.property(
      steps(300),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 500, max: 6_000 }),
      (plan, limit, windowMs) => {
        const seen = simulate(sequence(plan), { limit, windowMs });
        const refused = seen.findIndex(({ outcome }) => outcome === 'refused');
        const back = seen.findIndex(({ outcome }, index) => index > refused && outcome === 'admitted');
        const kept = back === -1 ? seen : seen.slice(0, back + 1);
        expect(judgeReset(kept, { windowMs, toleranceMs: 0 }).verdict).not.toBe('violated');
      },
    ),
  );
});

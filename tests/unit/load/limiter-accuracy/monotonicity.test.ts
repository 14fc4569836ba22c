import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeMonotonicity } from '../../../../load/limiter-accuracy/monotonicity.ts';
import { sequence, simulate, steps } from './simulated-limiter.ts';

const quick = (count: number) => sequence(Array.from({ length: count }, () => ({ pause: 50, there: 2, back: 2 })));

test('refusals that last until the end of the window hold', () => {
  expect(judgeMonotonicity(simulate(quick(20), { limit: 5, windowMs: 6_000 }), 6_000).verdict).toBe('holds');
});

test('an admission between two refusals is named', () => {
  const ruling = judgeMonotonicity(simulate(quick(20), { limit: 5, windowMs: 6_000, flapEvery: 4 }), 6_000);
  expect(ruling.verdict).toBe('violated');
  expect(ruling.text).toMatch(/3 of 14 requests admitted after a refusal/);
});

test('nothing refused, and nothing sent after the refusal, decide nothing', () => {
  expect(judgeMonotonicity(simulate(quick(5), { limit: 5, windowMs: 6_000 }), 6_000).verdict).toBe('undecided');
  expect(judgeMonotonicity(simulate(quick(6), { limit: 5, windowMs: 6_000 }), 6_000).verdict).toBe('undecided');
});

test('property: a correct limiter is never said to flap', () => {
  fc.assert(
    fc.property(
      steps(300),
      fc.integer({ min: 1, max: 10 }),
      fc.integer({ min: 50, max: 6_000 }),
      (plan, limit, windowMs) => {
        expect(judgeMonotonicity(simulate(sequence(plan), { limit, windowMs }), windowMs).verdict).not.toBe('violated');
      },
    ),
  );
});

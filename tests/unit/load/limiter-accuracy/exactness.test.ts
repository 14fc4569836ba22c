import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeExactness, judgeUpTo } from '../../../../load/limiter-accuracy/exactness.ts';
import type { Observation } from '../../../../load/limiter-accuracy/observation.ts';
import { sequence, simulate, steps } from './simulated-limiter.ts';

const quick = (count: number) => sequence(Array.from({ length: count }, () => ({ pause: 1, there: 2, back: 2 })));
const limit = { limit: 5, windowMs: 6_000 };

test('a limiter that admits exactly its limit holds', () => {
  expect(judgeExactness(simulate(quick(8), limit), limit).verdict).toBe('holds');
});

test.each([
  ['one more', 6, 'violated', /6 requests admitted/],
  ['one less', 4, 'violated', /refused after 4 admitted/],
  ['nothing', 0, 'violated', /not one of 8/],
  ['everything', 100, 'violated', /8 requests admitted/],
])('a limiter that admits %s is named', (_, admits, verdict, text) => {
  const ruling = judgeExactness(simulate(quick(8), { ...limit, limit: admits }), limit);
  expect(ruling.verdict).toBe(verdict);
  expect(ruling.text).toMatch(text);
});

test('requests that took longer than the window decide nothing', () => {
  const slow = sequence(Array.from({ length: 8 }, () => ({ pause: 900, there: 100, back: 100 })));
  expect(judgeExactness(simulate(slow, limit), limit)).toMatchObject({ verdict: 'undecided' });
});

test('refusals that came late take nothing from those in time; a late admission, or late refusals alone, decide nothing', () => {
  const late = (one: Observation) => ({ ...one, answeredAt: one.answeredAt + 7_000 });
  const seen = simulate(quick(8), limit);

  const lateFrom = (first: number) => seen.map((one, index) => (index < first ? one : late(one)));
  expect(judgeExactness(lateFrom(6), limit).verdict).toBe('holds');
  expect(judgeExactness(lateFrom(5), limit)).toMatchObject({
    verdict: 'undecided',
    text: expect.stringMatching('too slow'),
  });
  expect(judgeExactness(lateFrom(4), limit)).toMatchObject({
    verdict: 'undecided',
    text: expect.stringMatching('too slow'),
  });
});

test('a limit that was not reached, and an empty list, decide nothing', () => {
  expect(judgeExactness(simulate(quick(5), limit), limit).verdict).toBe('undecided');
  expect(judgeExactness([], limit).verdict).toBe('undecided');
});

test('a server error among the requests decides nothing', () => {
  const seen = simulate(quick(8), limit);
  const [first, ...others] = seen;
  if (first === undefined) throw new Error('nothing was simulated');
  expect(judgeExactness([{ ...first, outcome: 'broken', status: 503 }, ...others], limit).verdict).toBe('undecided');
});

test('property: a correct limiter is never said to be wrong, whatever the clock and the window’s edge', () => {
  fc.assert(
    fc.property(
      steps(400),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 50, max: 8_000 }),
      (plan, quota, windowMs) => {
        const counting = { limit: quota, windowMs };
        expect(judgeExactness(simulate(sequence(plan), counting), counting).verdict).not.toBe('violated');
      },
    ),
  );
});

test('property: one request too many or too few is always named when all lie in one window', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 40 }),
      fc.constantFrom(-1, 1),
      fc.integer({ min: 0, max: 20 }),
      (quota, off, latency) => {
        const requests = sequence(
          Array.from({ length: quota + 3 }, () => ({ pause: 0, there: latency, back: latency })),
        );
        const seen = simulate(requests, { limit: quota + off, windowMs: 10_000 });
        expect(judgeExactness(seen, { limit: quota, windowMs: 10_000 }).verdict).toBe('violated');
      },
    ),
  );
});

test('property: several in flight, answered in any order, do not make a correct limiter wrong', () => {
  const instant = fc.integer({ min: 0, max: 100 });
  fc.assert(
    fc.property(fc.array(fc.record({ sent: instant, there: instant, back: instant }), { minLength: 1 }), (plan) => {
      const requests = plan.map(({ sent, there, back }) => ({
        sentAt: sent,
        countedAt: sent + there,
        answeredAt: sent + there + back,
      }));
      expect(judgeExactness(simulate(requests, limit), limit).verdict).not.toBe('violated');
    }),
  );
});

test('fewer requests than the limit prove it only so far, and one refusal among them is a violation', () => {
  const large = { limit: 1_000, windowMs: 60_000 };
  const admitting = (admits: number) => simulate(quick(10), { ...large, limit: admits });

  expect(judgeUpTo(admitting(1_000), large)).toMatchObject({
    verdict: 'undecided',
    text: 'proven up to 10 of 1000 requests; raise --request-budget above 1000 for the rest',
  });
  expect(judgeUpTo(admitting(9), large)).toMatchObject({
    verdict: 'violated',
    text: 'refused after 9 admitted requests, the limit is 1000',
  });
  const broken = admitting(1_000).map((one, index) => (index === 3 ? { ...one, outcome: 'broken' as const } : one));
  expect(judgeUpTo(broken, large)).toMatchObject({
    verdict: 'undecided',
    text: expect.stringMatching('not every request was answered'),
  });
  expect(judgeUpTo([], large).verdict).toBe('undecided');
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reconstructed } from '../../../../load/limiter-accuracy/reconstruction.ts';
import { judgeWindows } from '../../../../load/limiter-accuracy/windows.ts';
import { type Simulated, sequence, simulate, steps } from './simulated-limiter.ts';

/** No multiple of the time between two requests: none is in flight across an edge. */
const limit = { limit: 5, windowMs: 1_020 };
/** `count` requests, one each 50 ms. */
const steady = (count: number) => sequence(Array.from({ length: count }, () => ({ pause: 46, there: 2, back: 2 })));

/** Requests that overlap: each sent at an instant of its own. */
const overlapping = (longest: number) => {
  const ms = fc.integer({ min: 0, max: longest });
  return fc
    .array(fc.record({ sent: fc.integer({ min: 0, max: 5_000 }), there: ms, back: ms }), {
      minLength: 1,
      maxLength: 60,
    })
    .map((plan) =>
      plan.map(({ sent, there, back }) => ({
        sentAt: sent,
        countedAt: sent + there,
        answeredAt: sent + there + back,
      })),
    );
};

/** Requests that went astray, counted or not. */
const broken = (seen: readonly Simulated[], which: (index: number) => boolean): Simulated[] =>
  seen.map((one, index) => (which(index) ? { ...one, outcome: 'broken', status: 0 } : one));

test('windows that follow each other are each exact', () => {
  const seen = simulate(steady(60), limit);
  expect(reconstructed(seen, 1_020).map(({ admitted }) => admitted)).toEqual([
    { from: 5, to: 5 },
    { from: 5, to: 5 },
    { from: 5, to: 5 },
  ]);
  expect(judgeWindows(seen, limit)).toEqual({
    verdict: 'holds',
    text: '5, 5, 5 admitted in 3 windows of 1.0 s, limit 5',
  });
});

test.each([
  ['one more', 6, /6 admitted in window 1 of 3/],
  ['one less', 4, /refused in window 1 of 3 after at most 4 of 5/],
])('%s in every window is named', (_, admits, text) => {
  const ruling = judgeWindows(simulate(steady(60), { ...limit, limit: admits }), limit);
  expect(ruling.verdict).toBe('violated');
  expect(ruling.text).toMatch(text);
});

test('part of the quota that does not come back is named in the window where it is missing', () => {
  const seen = simulate(steady(60), limit);
  // The second window gives three: its fourth and fifth are refused as well.
  const second = seen.filter(({ window, outcome }) => window === 2 && outcome === 'admitted').slice(3);
  const short = seen.map((one) => (second.includes(one) ? { ...one, outcome: 'refused' as const, status: 429 } : one));
  expect(judgeWindows(short, limit)).toMatchObject({
    verdict: 'violated',
    text: expect.stringMatching('refused in window 2 of 3 after at most 3 of 5'),
  });
});

test('nothing admitted, nothing refused, and a request without an answer decide nothing', () => {
  expect(judgeWindows([], limit).verdict).toBe('undecided');
  expect(judgeWindows(simulate(steady(4), limit), limit).verdict).toBe('undecided');
  expect(
    judgeWindows(
      broken(simulate(steady(60), limit), (index) => index === 2),
      limit,
    ).verdict,
  ).toBe('undecided');
});

test('requests in flight across an edge are a band, and a band on both sides decides nothing', () => {
  const first = sequence(Array.from({ length: 3 }, () => ({ pause: 0, there: 1, back: 1 })));
  const across = Array.from({ length: 3 }, () => ({ sentAt: 1_900, countedAt: 2_080, answeredAt: 2_100 }));
  const seen = simulate([...first, ...across], limit);
  expect(reconstructed(seen, 1_020).map(({ admitted }) => admitted)).toEqual([{ from: 3, to: 6 }]);
  expect(judgeWindows(seen, limit)).toMatchObject({ verdict: 'undecided', text: expect.stringMatching('3 to 6') });
});

test('property: what each window really admitted lies in its band', () => {
  fc.assert(
    fc.property(
      overlapping(300),
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 200, max: 3_000 }),
      (plan, most, windowMs) => {
        const seen = simulate(plan, { limit: most, windowMs });
        const windows = reconstructed(seen, windowMs);
        for (const [index, { admitted }] of windows.entries()) {
          const real = seen.filter(({ window, outcome }) => window === index + 1 && outcome === 'admitted').length;
          expect(admitted.from).toBeLessThanOrEqual(real);
          expect(admitted.to).toBeGreaterThanOrEqual(real);
        }
      },
    ),
    { numRuns: 500 },
  );
});

test('property: a correct limiter is never said to be wrong, whatever is in flight and whatever gets no answer', () => {
  fc.assert(
    fc.property(
      fc.oneof(overlapping(300), steps(300).map(sequence)),
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 200, max: 3_000 }),
      fc.integer({ min: 2, max: 9 }),
      (plan, most, windowMs, astray) => {
        const rule = { limit: most, windowMs };
        const seen = simulate(plan, rule);
        expect(judgeWindows(seen, rule).verdict).not.toBe('violated');
        expect(
          judgeWindows(
            broken(seen, (index) => index % astray === 0),
            rule,
          ).verdict,
        ).not.toBe('violated');
      },
    ),
    { numRuns: 1_000 },
  );
});

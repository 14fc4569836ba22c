import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  afterUse,
  allowedAt,
  current,
  remaining,
  UNUSED,
  type Usage,
  wholeAt,
} from '../../../../platform/identities/usage.ts';
import { WAITS } from '../../../../platform/waits.ts';

const quota = { limit: 5, windowMs: 1_000 };

/** A fixed-window limiter: a window starts at the first hit after the last one was over. */
function limiter({ limit, windowMs }: typeof quota) {
  let start = Number.NEGATIVE_INFINITY;
  let hits = 0;
  return (at: number): boolean => {
    if (at >= start + windowMs) [start, hits] = [at, 0];
    hits += 1;
    return hits <= limit;
  };
}

test('what the ledger allows, the limiter admits, whatever the pauses and the delay on the way', () => {
  const step = fc.record({ pause: fc.integer({ min: 0, max: 2_500 }), requests: fc.integer({ min: 1, max: 5 }) });
  const delay = WAITS.windowMargin / 5;
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 30 }),
      fc.array(fc.integer({ min: 0, max: delay }), { minLength: 1 }),
      (steps, delays) => {
        const admits = limiter(quota);
        let usage: Usage = UNUSED;
        let now = 10_000;
        let sent = 0;
        for (const { pause, requests } of steps) {
          now += pause;
          // Whole quotas only: what is left of a window in which requests may be late is known less surely.
          if (allowedAt(usage, quota, requests, true, now) !== 0) continue;
          for (let i = 0; i < requests; i += 1) {
            const arrives = now + (delays[sent % delays.length] ?? 0);
            sent += 1;
            expect(admits(arrives)).toBe(true);
            usage = afterUse(usage, now, quota.windowMs);
          }
        }
      },
    ),
  );
});

test('requests of one window add up, and are gone when it is over', () => {
  const usage = afterUse(afterUse(UNUSED, 0, 1_000, 2), 900, 1_000, 2);

  expect(usage).toEqual({ windowStart: 0, lastUse: 900, spent: 4, total: 4 });
  expect(remaining(usage, quota, 1_000)).toBe(1);
  expect(remaining(usage, quota, 1_000 + WAITS.windowMargin)).toBe(5);
  expect(afterUse(usage, 1_500, 1_000)).toMatchObject({ windowStart: 1_500, spent: 1 });
});

test('a fresh quota needs a whole window without a request', () => {
  const usage = afterUse(afterUse(UNUSED, 0, 1_000), 900, 1_000);

  expect(allowedAt(usage, quota, 1, true, 1_500)).toBe(wholeAt(usage, 1_000));
  expect(allowedAt(usage, quota, 1, true, 900 + 1_000 + WAITS.windowMargin)).toBe(0);
});

test('more than the limit counts as the whole limit', () => {
  expect(allowedAt(UNUSED, quota, 100, false, 0)).toBe(0);
  expect(allowedAt(afterUse(UNUSED, 0, 1_000), quota, 100, false, 1)).toBeGreaterThan(1);
});

/** Two counters of one caller: a request is counted by both, or refused. */
function twoWindows(limits: readonly { limit: number; windowMs: number }[]) {
  const counters = limits.map((one) => ({ ...one, start: Number.NEGATIVE_INFINITY, hits: 0 }));
  return (at: number): boolean => {
    for (const counter of counters)
      if (at >= counter.start + counter.windowMs) Object.assign(counter, { start: at, hits: 0 });
    if (counters.some(({ hits, limit }) => hits >= limit)) return false;
    for (const counter of counters) counter.hits += 1;
    return true;
  };
}

test('what the ledger allows, a limiter with a longer window beside the first admits as well', () => {
  const both = { ...quota, further: [{ limit: 12, windowMs: 6_000 }] };
  const step = fc.record({ pause: fc.integer({ min: 0, max: 4_000 }), requests: fc.integer({ min: 1, max: 5 }) });
  let played = 0;
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const admits = twoWindows([both, ...both.further]);
      let usage: Usage = UNUSED;
      let now = 10_000;
      for (const { pause, requests } of steps) {
        now += pause;
        if (allowedAt(usage, both, requests, true, now) !== 0) continue;
        played += 1;
        usage = current(usage, both, now);
        for (let i = 0; i < requests; i += 1) {
          expect(admits(now)).toBe(true);
          usage = afterUse(usage, now, both.windowMs);
        }
      }
    }),
  );
  expect(played).toBeGreaterThan(100);
});

test('a longer window that is nearly spent is waited for, and only then', () => {
  const both = { ...quota, further: [{ limit: 12, windowMs: 60_000 }] };
  const after = (count: number): Usage => ({ windowStart: 0, lastUse: 0, spent: Math.min(count, 5), total: count });

  expect(allowedAt(after(7), both, 5, true, 2_000)).toBe(0);
  expect(allowedAt(after(8), both, 5, true, 2_000)).toBe(60_000 + WAITS.windowMargin);
  expect(current(after(8), both, 2_000)).toMatchObject({ spent: 0, total: 8 });
  expect(current(after(8), both, 60_000 + WAITS.windowMargin).total).toBeUndefined();
});

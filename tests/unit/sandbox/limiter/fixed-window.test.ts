import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Counter, WindowQuirks } from '../../../../sandbox/limiter/fixed-window.ts';
import { fixedWindows } from '../../../../sandbox/limiter/fixed-window.ts';

const WINDOW_MS = 1_000;
const healthy: WindowQuirks = {
  windowStart: 'first-hit',
  reset: 'on-time',
  refusalsExtendWindow: false,
  countsRefusals: false,
};
const counter = (user: string, limit: number): Counter => ({ key: user, limit, windowMs: WINDOW_MS });

/** Requests as gaps in milliseconds since the one before; answers when each was sent and whether it was admitted. */
function play(limit: number, gaps: number[], quirks: Partial<WindowQuirks> = {}) {
  let now = 5_000;
  const windows = fixedWindows(() => now, { ...healthy, ...quirks });
  return gaps.map((gap) => {
    now += gap;
    return { at: now, admitted: windows.checkAndUpdate([counter('one', limit)], 1) === undefined };
  });
}

/** Splits requests into windows, each opened by the first admitted request after the one before it has ended. */
function windowsOf(requests: { at: number; admitted: boolean }[]) {
  const found: { at: number; admitted: boolean }[][] = [];
  for (const request of requests) {
    const current = found.at(-1);
    const opened = current?.[0]?.at;
    if (current === undefined || opened === undefined || request.at >= opened + WINDOW_MS) found.push([request]);
    else current.push(request);
  }
  return found;
}

const limits = fc.integer({ min: 1, max: 20 });
const gapLists = fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 120 });

describe('a fixed window', () => {
  test('admits min(limit, sent) requests in every window', () => {
    fc.assert(
      fc.property(limits, gapLists, (limit, gaps) => {
        for (const window of windowsOf(play(limit, gaps))) {
          expect(window.filter(({ admitted }) => admitted)).toHaveLength(Math.min(limit, window.length));
        }
      }),
    );
  });

  test('never admits after its first refusal', () => {
    fc.assert(
      fc.property(limits, gapLists, (limit, gaps) => {
        for (const window of windowsOf(play(limit, gaps))) {
          const refused = window.findIndex(({ admitted }) => !admitted);
          if (refused !== -1) expect(window.slice(refused).some(({ admitted }) => admitted)).toBe(false);
        }
      }),
    );
  });

  test('that counts refusals gives only a part of the next quota', () => {
    const requests = play(3, [0, 1, 1, 1, 1, WINDOW_MS, 1, 1], { countsRefusals: true });
    expect(requests.map(({ admitted }) => admitted)).toEqual([true, true, true, false, false, true, false, false]);
  });

  test('keeps users apart: another user’s requests change nothing', () => {
    const steps = fc.array(fc.record({ gap: fc.integer({ min: 0, max: 300 }), other: fc.boolean() }), {
      maxLength: 120,
    });
    fc.assert(
      fc.property(limits, steps, (limit, sent) => {
        let now = 0;
        const shared = fixedWindows(() => now);
        const alone = fixedWindows(() => now);
        for (const { gap, other } of sent) {
          now += gap;
          const together = shared.checkAndUpdate([counter(other ? 'two' : 'one', limit)], 1);
          if (!other)
            expect(together === undefined).toBe(alone.checkAndUpdate([counter('one', limit)], 1) === undefined);
        }
      }),
    );
  });

  test('is opened by the first hit and not by the clock', () => {
    const [first, refused, early, after] = play(1, [777, 1, WINDOW_MS - 2, 1]);
    expect([first, refused, early, after].map((request) => request?.admitted)).toEqual([true, false, false, true]);
  });

  test('is not prolonged by refused requests', () => {
    const polled = play(1, [0, ...Array.from({ length: 10 }, () => 100)]);
    expect(polled.at(-1)).toEqual({ at: 6_000, admitted: true });
  });

  test('counts nothing anywhere when one of several limits is full', () => {
    const windows = fixedWindows(() => 0);
    const [narrow, wide] = [counter('narrow', 1), counter('wide', 3)];
    expect(windows.checkAndUpdate([narrow, wide], 1)).toBeUndefined();
    expect(windows.checkAndUpdate([narrow, wide], 1)).toBe(narrow);
    expect(windows.check([wide], 2)).toBeUndefined();
  });
});

describe('check and report', () => {
  test('admit while less than the limit is consumed, by any amounts', () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), amounts, (limit, tokens) => {
        const windows = fixedWindows(() => 0);
        let consumed = 0;
        for (const amount of tokens) {
          const admitted = windows.check([counter('one', limit)], 1) === undefined;
          expect(admitted).toBe(consumed < limit);
          if (!admitted) break;
          windows.report([counter('one', limit)], amount);
          consumed += amount;
        }
      }),
    );
  });
});

describe('a window that is wrong', () => {
  const admissions = (gaps: number[], quirks: Partial<WindowQuirks>): boolean[] =>
    play(1, gaps, quirks).map(({ admitted }) => admitted);

  test('never resets', () => {
    expect(admissions([0, 100_000], { reset: 'never' })).toEqual([true, false]);
  });
  test('resets early', () => {
    expect(admissions([0, 300, 200], { reset: 'early' })).toEqual([true, false, true]);
  });
  test('resets late', () => {
    expect(admissions([0, 1_500, 1_100], { reset: 'late' })).toEqual([true, false, true]);
  });
  test('follows the clock', () => {
    expect(admissions([900, 50, 60], { windowStart: 'clock-aligned' })).toEqual([true, false, true]);
  });
  test('starts anew with each refusal', () => {
    expect(admissions([0, 900, 200, 1_000], { refusalsExtendWindow: true })).toEqual([true, false, false, true]);
  });
});

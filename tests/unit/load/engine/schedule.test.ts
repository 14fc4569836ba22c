import { expect, test } from 'vitest';
import { pauses } from '../../../../load/engine/pauses.ts';
import { type Schedule, schedule } from '../../../../load/engine/schedule.ts';
import type { Plan } from '../../../../load/plan/plan.ts';
import { sampleWith } from '../sample-with.ts';
import { planOf } from './played.ts';

/** Far above what a quiet machine needs: here only that requests are sent by their times at all; the benchmark has the budgets. */
const LOOSE_MS = 500;

/** Plays a plan with answers that take no time; answers when each was due and picked. */
async function times(
  plan: Plan,
  fields: Parameters<typeof sampleWith>[0] = {},
): Promise<{ schedMs: number; lateMs: number; heldMs: number }[]> {
  const start = performance.now();
  const seen: { schedMs: number; lateMs: number; heldMs: number }[] = [];
  const own: Schedule = schedule({
    plan,
    clock: () => performance.now() - start,
    send(request, { schedMs, pickedMs, heldMs }) {
      seen.push({ schedMs, lateMs: pickedMs - schedMs, heldMs });
      setImmediate(() => own.ended(request, sampleWith(fields)));
    },
  });
  own.start();
  expect(await own.finished).toBe(0);
  return seen;
}

test('an open schedule is kept in order, and its lateness is known', async () => {
  const seen = await times(planOf('[{name: a, kind: poisson, rate: 300, duration: 1s}]'));

  const late = seen.map(({ lateMs }) => lateMs).toSorted((a, b) => a - b);
  expect(seen).toHaveLength(300);
  expect(seen.map(({ schedMs }) => schedMs)).toEqual(seen.map(({ schedMs }) => schedMs).toSorted((a, b) => a - b));
  expect(late[0]).toBeGreaterThanOrEqual(0);
  // Loose: beside other work any process may be held up.
  expect(late[150]).toBeLessThan(LOOSE_MS);
});

test('a user whom a 429 asked to wait does, and the delay is told apart', async () => {
  const plan = planOf('[{name: a, kind: constant, rate: 40, duration: 500ms}]', 'on429: honour');
  const seen = await times(plan, { outcome: 'refused-early', retryAfterMs: 200 });

  expect(seen).toHaveLength(20);
  expect(seen.some(({ heldMs }) => heldMs > 0)).toBe(true);
});

test('pauses double with backoff, end with an admission, and are not made by what was sent before', () => {
  const { requests } = planOf('[{name: a, kind: burst, size: 1, every: 1s}]');
  const [request] = requests;
  if (request === undefined) throw new Error('no request');
  const own = pauses('backoff');
  const refused = sampleWith({ outcome: 'refused-early' });

  own.note(request, refused, 0);
  own.note(request, refused, 10);
  expect(own.until(request)).toBe(1_000);
  own.note(request, refused, 1_500);
  expect(own.until(request)).toBe(3_500);
  own.note(request, sampleWith({}), 4_000);
  expect(own.until(request)).toBe(Number.NEGATIVE_INFINITY);
});

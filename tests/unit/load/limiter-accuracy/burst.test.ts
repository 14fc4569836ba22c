import { expect, test } from 'vitest';
import { judgeBurst, judgeRoomyBurst } from '../../../../load/limiter-accuracy/burst.ts';
import { simulate } from './simulated-limiter.ts';

const limit = { limit: 10, windowMs: 6_000 };
const burst = Array.from({ length: 18 }, (_, index) => ({ sentAt: 0, countedAt: 1 + index, answeredAt: 30 + index }));

test('a limiter that checks and updates in one step holds', () => {
  expect(judgeBurst(simulate(burst, limit), limit).verdict).toBe('holds');
});

test.each([
  [12, /2 too many admitted/],
  [9, /1 admissions lost/],
])('%i admitted of a limit of 10 is named', (admits, text) => {
  const ruling = judgeBurst(simulate(burst, { ...limit, limit: admits }), limit);
  expect(ruling.verdict).toBe('violated');
  expect(ruling.text).toMatch(text);
});

test('a server error in the burst is a violation with its status', () => {
  const seen = simulate(burst, limit).map((o, index) =>
    index === 3 ? { ...o, outcome: 'broken' as const, status: 503 } : o,
  );
  expect(judgeBurst(seen, limit)).toMatchObject({ verdict: 'violated', text: expect.stringMatching(/\(503\)/) });
});

test('a burst within the limit, and one longer than the window, decide nothing', () => {
  expect(judgeBurst(simulate(burst.slice(0, 10), limit), limit).verdict).toBe('undecided');
  expect(judgeBurst(simulate(burst, limit), { limit: 10, windowMs: 20 }).verdict).toBe('undecided');
});

test('of a burst within the limit each refusal is a lost admission', () => {
  const roomy = { limit: 20 };
  expect(judgeRoomyBurst(simulate(burst, { ...limit, limit: 20 }), roomy).verdict).toBe('holds');
  expect(judgeRoomyBurst(simulate(burst, { ...limit, limit: 17 }), roomy)).toMatchObject({
    verdict: 'violated',
    text: expect.stringMatching(/1 admissions lost: 18 at once/),
  });
  expect(judgeRoomyBurst(simulate(burst, limit), limit).verdict).toBe('undecided');
  expect(judgeRoomyBurst([], roomy).verdict).toBe('undecided');
  const failed = simulate(burst, { ...limit, limit: 20 }).map((o) => ({ ...o, outcome: 'broken' as const, status: 0 }));
  expect(judgeRoomyBurst(failed, roomy)).toMatchObject({
    verdict: 'violated',
    text: expect.stringMatching('no answer'),
  });
});

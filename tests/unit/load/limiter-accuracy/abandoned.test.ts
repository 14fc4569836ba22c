import { expect, test } from 'vitest';
import { type AbandonedObservation, judgeAbandoned } from '../../../../load/limiter-accuracy/abandoned.ts';

const limit = { limit: 100, windowMs: 4_000 };

/** Streams of 50 tokens, left when at least 38 were used, under a limiter that counts `charged` of each. */
function left(charged: number, count = 5, stepMs = 300): AbandonedObservation[] {
  let counted = 0;
  return Array.from({ length: count }, (_, index) => {
    const at = {
      sentAt: index * stepMs,
      answeredAt: index * stepMs + 10,
      quietAt: index * stepMs + 200,
      settledAt: index * stepMs + 250,
      atLeast: 38,
      atMost: 50,
    };
    if (counted >= 100) return { ...at, outcome: 'refused', status: 429 };
    counted += charged;
    return { ...at, outcome: 'admitted', status: 200 };
  });
}
const upToRefusal = (seen: AbandonedObservation[]): AbandonedObservation[] => {
  const end = seen.findIndex(({ outcome }) => outcome === 'refused');
  return end === -1 ? seen : seen.slice(0, end + 1);
};

test.each([[50], [38]])('charged with %i of 50 tokens: holds', (charged) => {
  expect(judgeAbandoned(upToRefusal(left(charged)), limit)).toMatchObject({
    verdict: 'holds',
    text: expect.stringMatching(/^charged: refused when/),
  });
});

test.each([
  [0, /not charged: still admitted when 3 streams left early had used 114 tokens or more/],
  [1, /not charged/],
])('charged with %i of 50 tokens is a violation', (charged, text) => {
  const ruling = judgeAbandoned(left(charged), limit);
  expect(ruling.verdict).toBe('violated');
  expect(ruling.text).toMatch(text);
});

test('a refusal before even the whole streams would have spent the limit is a violation', () => {
  expect(judgeAbandoned(upToRefusal(left(100)), limit)).toMatchObject({ verdict: 'violated' });
});

test('too few streams, too slow ones, a server error and nothing at all decide nothing', () => {
  expect(judgeAbandoned(left(0, 3), limit).verdict).toBe('undecided');
  expect(judgeAbandoned(left(0, 5, 1_700), limit).verdict).toBe('undecided');
  expect(
    judgeAbandoned(
      [
        {
          sentAt: 0,
          answeredAt: 1,
          quietAt: 150,
          settledAt: 200,
          outcome: 'broken',
          status: 500,
          atLeast: 0,
          atMost: 50,
        },
      ],
      limit,
    ).verdict,
  ).toBe('undecided');
  expect(judgeAbandoned([], limit).verdict).toBe('undecided');
});

/** Three streams at once, with the outcomes given, and one more when they have settled. */
function atOnce(outcomes: AbandonedObservation['outcome'][], next: AbandonedObservation['outcome'], nextAt = 900) {
  const status = { admitted: 200, refused: 429, broken: 500 };
  const one = (sentAt: number, outcome: AbandonedObservation['outcome']): AbandonedObservation => ({
    sentAt,
    answeredAt: sentAt + 10,
    quietAt: sentAt + 400,
    settledAt: sentAt + 800,
    outcome,
    status: status[outcome],
    atLeast: 38,
    atMost: 50,
  });
  return [...outcomes.map((outcome, index) => one(index, outcome)), one(nextAt, next)];
}

test('streams left at once are charged when the next one is refused, and not when it is admitted', () => {
  expect(judgeAbandoned(atOnce(['admitted', 'admitted', 'admitted'], 'refused'), limit)).toMatchObject({
    verdict: 'holds',
    text: expect.stringMatching(/^charged: refused when 3 streams left early had used 114 tokens/),
  });
  expect(judgeAbandoned(atOnce(['admitted', 'admitted', 'admitted'], 'admitted'), limit)).toMatchObject({
    verdict: 'violated',
    text: expect.stringMatching(/^not charged/),
  });
});

test('a refusal while streams were under way tells nothing: their tokens may have been held back only', () => {
  const seen = atOnce(['admitted', 'admitted', 'refused'], 'admitted');

  expect(judgeAbandoned(seen.slice(0, 3), limit).verdict).toBe('undecided');
  expect(judgeAbandoned(seen, limit).verdict).toBe('undecided');
});

test('a refusal while all that was under way could not have spent the limit is too early', () => {
  expect(judgeAbandoned(atOnce(['admitted', 'refused'], 'admitted'), limit)).toMatchObject({
    verdict: 'violated',
    text: expect.stringMatching(/^refused too early/),
  });
});

test('a gateway that reports late is not blamed before its time is over; a refusal counts before', () => {
  const all = ['admitted', 'admitted', 'admitted'] as const;

  expect(judgeAbandoned(atOnce([...all], 'admitted', 600), limit).verdict).toBe('undecided');
  expect(judgeAbandoned(atOnce([...all], 'refused', 600), limit).verdict).toBe('holds');
  expect(judgeAbandoned(atOnce([...all], 'refused', 300), limit).verdict).toBe('undecided');
});

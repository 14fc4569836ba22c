import { expect, test } from 'vitest';
import { type AbandonedObservation, judgeAbandoned } from '../../../../load/limiter-accuracy/abandoned.ts';

const limit = { limit: 100, windowMs: 4_000 };

/** Streams of 50 tokens, left when at least 38 were used, under a limiter that counts `charged` of each. */
function left(charged: number, count = 5, stepMs = 300): AbandonedObservation[] {
  let counted = 0;
  return Array.from({ length: count }, (_, index) => {
    const at = { sentAt: index * stepMs, answeredAt: index * stepMs + 10, atLeast: 38, atMost: 50 };
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
    judgeAbandoned([{ sentAt: 0, answeredAt: 1, outcome: 'broken', status: 500, atLeast: 0, atMost: 50 }], limit)
      .verdict,
  ).toBe('undecided');
  expect(judgeAbandoned([], limit).verdict).toBe('undecided');
});

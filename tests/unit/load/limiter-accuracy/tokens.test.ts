import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeTokens, type MeteredObservation } from '../../../../load/limiter-accuracy/tokens.ts';

const limit = { limit: 100, windowMs: 4_000 };

/** Sequential requests of given sizes under a limiter that checks before and adds afterwards. */
function metered(sizes: number[], enforced: number, stepMs = 10): MeteredObservation[] {
  let consumed = 0;
  return sizes.map((tokens, index) => {
    const at = { sentAt: index * stepMs, answeredAt: (index + 1) * stepMs };
    if (consumed >= enforced) return { ...at, outcome: 'refused', status: 429, tokens: 0 };
    consumed += tokens;
    return { ...at, outcome: 'admitted', status: 200, tokens };
  });
}

test('admitted while less than the limit is consumed, the crossing request served whole', () => {
  const ruling = judgeTokens(metered([63, 63, 63], 100), limit);
  expect(ruling).toEqual({
    verdict: 'holds',
    text: 'refused at 126 tokens consumed by 2 requests, limit 100 in 4.0 s',
  });
});

test('exactly the limit consumed is spent', () => {
  expect(judgeTokens(metered([50, 50, 1], 100), limit).verdict).toBe('holds');
  expect(judgeTokens(metered([50, 50, 1], 101), limit)).toMatchObject({ verdict: 'violated' });
});

test.each([
  ['uncounted tokens', 10_000, /admitted although the tokens were spent/],
  ['tokens counted twice', 50, /refused too early: 63 tokens/],
])('%s are named', (_, enforced, text) => {
  const ruling = judgeTokens(metered([63, 63, 63, 63], enforced), limit);
  expect(ruling.verdict).toBe('violated');
  expect(ruling.text).toMatch(text);
});

test('an answer that does not say what it used decides nothing, and is no early refusal', () => {
  const [first, ...others] = metered([63, 63, 63], 100);
  if (first === undefined) throw new Error('nothing was metered');
  expect(judgeTokens([{ ...first, tokens: 0 }, ...others], limit)).toMatchObject({
    verdict: 'undecided',
    text: expect.stringMatching('did not say what it used'),
  });
});

test('a limit not reached, a window too short and a server error decide nothing', () => {
  expect(judgeTokens(metered([10, 10], 100), limit).verdict).toBe('undecided');
  expect(judgeTokens(metered([60, 60, 60], 10_000, 2_000), limit).verdict).toBe('undecided');
  expect(judgeTokens([], limit).verdict).toBe('undecided');
  expect(judgeTokens([{ sentAt: 0, answeredAt: 1, outcome: 'broken', status: 500, tokens: 0 }], limit).verdict).toBe(
    'undecided',
  );
});

test('property: a limiter that counts right is never said to be wrong, one that admits one request more always is', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 200 }), (plan, quota) => {
      const rule = { limit: quota, windowMs: 60_000 };
      const right = metered(plan, quota);
      expect(judgeTokens(right, rule).verdict).not.toBe('violated');
      const refused = right.findIndex(({ outcome }) => outcome === 'refused');
      fc.pre(refused > 0);
      const lax = right.map(
        (o, index): MeteredObservation =>
          index === refused ? { ...o, outcome: 'admitted', status: 200, tokens: 1 } : o,
      );
      expect(judgeTokens(lax, rule).verdict).toBe('violated');
    }),
  );
});

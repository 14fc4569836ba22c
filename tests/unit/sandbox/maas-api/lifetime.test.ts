import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatGoDuration, parseGoDuration } from '../../../../sandbox/maas-api/go-duration.ts';
import { lifetime, realSeconds } from '../../../../sandbox/maas-api/lifetime.ts';

const DEFAULT = 14_400;
const refusalOf = (expiration: unknown): string | undefined => {
  const result = lifetime(expiration, DEFAULT);
  return 'refusal' in result ? result.refusal['error'] : undefined;
};

describe('a lifetime as v0.0.2 reads it', () => {
  test.each<[unknown, number, string]>([
    ['601s', 601, '10m1s'],
    ['15m', 900, '15m0s'],
    ['2h', 7_200, '2h0m0s'],
    ['1h30m45s', 5_445, '1h30m45s'],
    ['1.5h', 5_400, '1h30m0s'],
    ['10m', 600, '10m0s'],
    [600, 600, '10m0s'],
    [900.5, 900.5, '15m0.5s'],
    ['99999h', 359_996_400, '99999h0m0s'],
    [2 ** 32, 4_294_967_296, '1193046h28m16s'],
    [null, DEFAULT, '4h0m0s'],
    [undefined, DEFAULT, '4h0m0s'],
  ])('%s is accepted', (asked, seconds, printed) => {
    expect(lifetime(asked, DEFAULT)).toEqual({ seconds });
    expect(formatGoDuration(seconds)).toBe(printed);
  });

  test.each(['', '30x', '30', 'abc', '1 h', '1.5', true, [], {}])('%j is no duration', (asked) => {
    expect(refusalOf(asked)).toBe('invalid duration');
  });
  test.each(['0', 0, '-30h', 1e300, 99_999_999_999])('%j is not positive, or wraps to be so', (asked) => {
    expect(refusalOf(asked)).toBe('expiration must be positive');
  });
  test.each<[unknown, string]>([
    [60, '1m0s'],
    [599, '9m59s'],
    ['9m59s', '9m59s'],
    ['9m59.999s', '9m59.999s'],
  ])('%s is too short', (asked, provided) => {
    expect(lifetime(asked, DEFAULT)).toEqual({
      refusal: { error: 'token expiration must be at least 10 minutes', provided_expiration: provided },
    });
  });
});

test('what Go prints, Go reads', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 40 }), (milliseconds) => {
      expect(parseGoDuration(formatGoDuration(milliseconds / 1_000))).toBeCloseTo(milliseconds / 1_000, 3);
    }),
  );
});

test('short lifetimes are scaled down with short clocks only', () => {
  expect(realSeconds(600, false)).toBe(3);
  expect(realSeconds(600, true)).toBe(600);
  expect(realSeconds(DEFAULT, false)).toBe(DEFAULT);
});

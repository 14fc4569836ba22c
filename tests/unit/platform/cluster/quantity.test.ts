import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatBytes, parseQuantity } from '../../../../platform/cluster/quantity.ts';

const FACTORS: [string, number][] = [
  ['', 1],
  ['k', 1e3],
  ['M', 1e6],
  ['G', 1e9],
  ['T', 1e12],
  ['P', 1e15],
  ['E', 1e18],
  ['Ki', 2 ** 10],
  ['Mi', 2 ** 20],
  ['Gi', 2 ** 30],
  ['Ti', 2 ** 40],
  ['Pi', 2 ** 50],
  ['Ei', 2 ** 60],
  ['e3', 1e3],
  ['E+3', 1e3],
];
const FRACTIONS: [string, number][] = [
  ['m', 1e3],
  ['u', 1e6],
  ['n', 1e9],
  ['e-3', 1e3],
];

test.each(FACTORS)('whole numbers with suffix "%s" are multiplied by %d', (suffix, factor) => {
  fc.assert(
    fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), (number) => {
      expect(parseQuantity(`${number}${suffix}`)).toBe(number * factor);
    }),
  );
});

test.each(FRACTIONS)('whole numbers with suffix "%s" are divided by %d', (suffix, divisor) => {
  fc.assert(
    fc.property(fc.nat(), (number) => {
      expect(parseQuantity(`${number}${suffix}`)).toBe(number / divisor);
    }),
  );
});

test('a fraction with a binary suffix is that part of it', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), (number) => {
      expect(parseQuantity(`${number / 2}Gi`)).toBe((number / 2) * 2 ** 30);
    }),
  );
});

test.each([
  ['0.5Gi', 536_870_912],
  ['.5', 0.5],
  ['5.', 5],
  ['+1', 1],
  ['7500m', 7.5],
  ['1E', 1e18],
  ['1E3', 1000],
  ['114345831029', 114_345_831_029],
])('reads %s', (text, value) => {
  expect(parseQuantity(text)).toBe(value);
});

test.each(['', '.', 'Gi', '1 Gi', '1gi', '1K', '1KB', '1e', '--1', '1.2.3', '0x10', 'Infinity', 'NaN', '1e999'])(
  'takes "%s" for no quantity',
  (text) => {
    expect(parseQuantity(text)).toBeUndefined();
  },
);

test('an unknown suffix never makes a number', () => {
  fc.assert(
    fc.property(fc.nat(), fc.stringMatching(/^[A-DF-Za-z]{1,3}$/), (number, suffix) => {
      fc.pre(!/^([numkMGTP]|[KMGTPE]i)$/.test(suffix));
      expect(parseQuantity(`${number}${suffix}`)).toBeUndefined();
    }),
  );
});

test('bytes are rounded down, so that what is almost there does not look as if it were', () => {
  expect(formatBytes(31_999_999_999)).toBe('31.9 GB');
  expect(formatBytes(32e9)).toBe('32 GB');
  expect(formatBytes(1.5e12)).toBe('1.5 TB');
  expect(formatBytes(2_000)).toBe('2 kB');
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numberText } from '../../../../sandbox/prometheus/answers.ts';

test.each([
  [0, '0'],
  [-0, '-0'],
  [0.1 + 0.2, '0.30000000000000004'],
  [1e-9, '0.000000001'],
  [-1.25e-8, '-0.0000000125'],
  [1e21, '1000000000000000000000'],
  [-1.5e22, '-15000000000000000000000'],
  [Number.NaN, 'NaN'],
  [Infinity, '+Inf'],
  [-Infinity, '-Inf'],
])('%d is written without an exponent', (value, text) => {
  expect(numberText(value)).toBe(text);
});

test('what is written is the number, whatever it is', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const text = numberText(value);
      expect(text).toMatch(/^-?\d+(\.\d+)?$/);
      expect(Object.is(Number(text), value)).toBe(true);
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { extrapolated, instantChange } from '../../../../sandbox/prometheus/promql/rates.ts';
import type { RangePoint } from '../../../../sandbox/prometheus/promql/values.ts';

/** Values of a counter that restarts now and then, at increasing times. */
const counter = fc
  .array(fc.record({ gap: fc.integer({ min: 1, max: 60_000 }), step: fc.nat(1_000), restarts: fc.boolean() }), {
    minLength: 2,
    maxLength: 40,
  })
  .map((steps) => {
    let at = 0;
    let value = 0;
    return steps.map(({ gap, step, restarts }): RangePoint => {
      at += gap;
      value = restarts ? step : value + step;
      return { at, value };
    });
  });
const range = (points: RangePoint[]): [number, number] => [(points[0]?.at ?? 0) - 1, points.at(-1)?.at ?? 0];

test('a counter’s rate is never negative, whatever restarts', () => {
  fc.assert(
    fc.property(counter, (points) => {
      const [from, to] = range(points);
      expect(extrapolated(points, from, to, { counter: true, perSecond: true })).toBeGreaterThanOrEqual(0);
      expect(instantChange(points, true)).toBeGreaterThanOrEqual(0);
    }),
  );
});

test('an increase is the rate times the range', () => {
  fc.assert(
    fc.property(counter, (points) => {
      const [from, to] = range(points);
      const rate = extrapolated(points, from, to, { counter: true, perSecond: true }) ?? Number.NaN;
      const increase = extrapolated(points, from, to, { counter: true, perSecond: false }) ?? Number.NaN;
      expect(increase).toBeCloseTo(rate * ((to - from) / 1_000), 6);
    }),
  );
});

test('an increase is at least what was seen to be added', () => {
  fc.assert(
    fc.property(counter, (points) => {
      const [from, to] = range(points);
      const added = points.slice(1).reduce((sum, { value }, index) => {
        const before = points[index]?.value ?? 0;
        return sum + (value < before ? value : value - before);
      }, 0);
      expect(extrapolated(points, from, to, { counter: true, perSecond: false })).toBeGreaterThanOrEqual(added - 1e-6);
    }),
  );
});

test('one point says nothing about change', () => {
  expect(extrapolated([{ at: 1, value: 5 }], 0, 10, { counter: true, perSecond: true })).toBeUndefined();
});

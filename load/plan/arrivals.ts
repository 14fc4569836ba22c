import { gapsOf } from './gaps.ts';
import type { Random } from './random.ts';

/** A rate that changes linearly, in requests a second. */
export interface RateSpan {
  from: number;
  to: number;
  durationMs: number;
}

const MS_PER_SECOND = 1_000;

/** Seconds after the start at which `expected` arrivals have come under a linear rate: the inverse of its integral. */
function timeOf(expected: number, { from, to, durationMs }: RateSpan): number {
  const seconds = durationMs / MS_PER_SECOND;
  const slope = (to - from) / seconds;
  if (slope === 0) return expected / from;
  return (-from + Math.sqrt(Math.max(0, from * from + 2 * slope * expected))) / slope;
}

/** How many arrivals such a span has. */
export const arrivalCount = ({ from, to, durationMs }: RateSpan): number =>
  Math.round((((from + to) / 2) * durationMs) / MS_PER_SECOND);

/**
 * Milliseconds of the arrivals from the start of the span, ascending. The gaps fill the span exactly, so neither the count
 * nor the rate depends on which side of the end the last one fell.
 */
export function arrivalsIn(span: RateSpan, cv: number, random: Random): number[] {
  const count = arrivalCount(span);
  const expected = ((span.from + span.to) / 2) * (span.durationMs / MS_PER_SECOND);
  // Gaps are drawn in units of arrivals; scaled so that the whole span holds exactly `count` of them.
  const unit = expected / Math.max(1, count);
  let passed = 0;
  return gapsOf(count, cv, random).map((gap, index) => {
    const place = cv === 0 ? index + 0.5 : passed;
    passed += gap;
    return timeOf(place * unit, span) * MS_PER_SECOND;
  });
}

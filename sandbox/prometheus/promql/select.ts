import type { Storage } from '../storage.ts';
import type { Expression } from './syntax.ts';
import type { RangeSeries, VectorSample } from './values.ts';

type Selector = Extract<Expression, { kind: 'selector' }>;

/** A value older than this is no longer current. */
const LOOKBACK_MS = 300_000;

/** The current value of each series at `at` (Unix milliseconds): none where the series ended or fell silent. */
export function selectInstant(storage: Storage, selector: Selector, at: number): VectorSample[] {
  const moment = at - selector.offsetMs;
  return storage.select(selector.matches).flatMap(({ labels, points }) => {
    const point = points.findLast((candidate) => candidate.at <= moment);
    if (point === undefined || point.value === null || point.at <= moment - LOOKBACK_MS) return [];
    return [{ labels, value: point.value, takenAt: point.at }];
  });
}

/** The values of each series within the selector's range, its older end excluded. */
export function selectRange(
  storage: Storage,
  selector: Selector & { rangeMs: number },
  at: number,
): { series: RangeSeries[]; from: number; to: number } {
  const to = at - selector.offsetMs;
  const from = to - selector.rangeMs;
  const series = storage.select(selector.matches).flatMap(({ labels, points }) => {
    const within = points.flatMap(({ at: time, value }) =>
      time > from && time <= to && value !== null ? [{ at: time, value }] : [],
    );
    return within.length === 0 ? [] : [{ labels, points: within }];
  });
  return { series, from, to };
}

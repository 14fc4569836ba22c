import type { RangePoint } from './values.ts';

export interface RateOptions {
  /** true: a fall is a restart from zero; false: a gauge. */
  counter: boolean;
  /** true: per second; false: over the range. */
  perSecond: boolean;
}

/** Beyond so many average gaps the series is taken to begin or end inside the range, half a gap further on. */
const EDGE_GAPS = 1.1;

/** rate, increase and delta as Prometheus computes them: the change between first and last point, extrapolated to the range. */
export function extrapolated(points: RangePoint[], from: number, to: number, options: RateOptions): number | undefined {
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined || points.length < 2) return undefined;
  const change = last.value - first.value + (options.counter ? lostToResets(points) : 0);
  const sampled = last.at - first.at;
  const gap = sampled / (points.length - 1);
  let before = first.at - from;
  if (before >= gap * EDGE_GAPS) before = gap / 2;
  if (options.counter && change > 0 && first.value >= 0) {
    // A counter cannot have been below zero: it is not extrapolated beyond where it would have started.
    before = Math.min(before, sampled * (first.value / change));
  }
  let after = to - last.at;
  if (after >= gap * EDGE_GAPS) after = gap / 2;
  const whole = (change * (sampled + before + after)) / sampled;
  return options.perSecond ? whole / ((to - from) / 1_000) : whole;
}

function lostToResets(points: RangePoint[]): number {
  return pairs(points).reduce((sum, [previous, next]) => (next.value < previous.value ? sum + previous.value : sum), 0);
}

/** Neighbours, in order. */
export function pairs(points: RangePoint[]): [RangePoint, RangePoint][] {
  return points.slice(1).flatMap((next, index) => {
    const previous = points[index];
    return previous === undefined ? [] : [[previous, next]];
  });
}

/** irate and idelta: the change between the last two points. */
export function instantChange(points: RangePoint[], rate: boolean): number | undefined {
  const [previous, last] = points.slice(-2);
  if (previous === undefined || last === undefined || last.at === previous.at) return undefined;
  if (!rate) return last.value - previous.value;
  const change = last.value < previous.value ? last.value : last.value - previous.value;
  return change / ((last.at - previous.at) / 1_000);
}

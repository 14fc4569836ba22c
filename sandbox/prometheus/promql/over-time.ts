import { extrapolated, instantChange, pairs } from './rates.ts';
import type { RangePoint } from './values.ts';

type OverTime = (points: RangePoint[], from: number, to: number) => number | undefined;

const total = (points: RangePoint[]): number => points.reduce((sum, { value }) => sum + value, 0);

/** Functions of a range vector, one value a series; undefined: the series gives none. */
export const OVER_TIME: Record<string, OverTime> = {
  rate: (points, from, to) => extrapolated(points, from, to, { counter: true, perSecond: true }),
  increase: (points, from, to) => extrapolated(points, from, to, { counter: true, perSecond: false }),
  delta: (points, from, to) => extrapolated(points, from, to, { counter: false, perSecond: false }),
  irate: (points) => instantChange(points, true),
  idelta: (points) => instantChange(points, false),
  resets: (points) => pairs(points).filter(([previous, next]) => next.value < previous.value).length,
  changes: (points) => pairs(points).filter(([previous, next]) => !Object.is(next.value, previous.value)).length,
  sum_over_time: total,
  avg_over_time: (points) => total(points) / points.length,
  min_over_time: (points) => Math.min(...points.map(({ value }) => value)),
  max_over_time: (points) => Math.max(...points.map(({ value }) => value)),
  count_over_time: (points) => points.length,
  last_over_time: (points) => points.at(-1)?.value,
  present_over_time: () => 1,
};

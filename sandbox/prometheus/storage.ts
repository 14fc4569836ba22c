import { type Labels, labelsKey } from './labels.ts';

/** `null` is a staleness marker: the series ended here. */
interface Point {
  /** Unix milliseconds. */
  at: number;
  value: number | null;
}

interface Series {
  labels: Labels;
  /** Oldest first. */
  points: Point[];
}

export type Matches = (labels: Labels) => boolean;

/** Ten minutes at four scrapes a second, ten hours at one every 15 s. */
const MAX_POINTS = 2_400;
/** Beyond it new series are refused, so that a runaway label cannot eat the machine. */
const MAX_SERIES = 20_000;

/** A bounded time series database in memory. */
export interface Storage {
  /** Appends one value. Throws a RangeError where it would make one series too many. */
  append(labels: Labels, at: number, value: number | null): void;
  select(matches: Matches): Series[];
}

export function storage(): Storage {
  const series = new Map<string, Series>();
  return {
    append(labels, at, value) {
      const key = labelsKey(labels);
      const known = series.get(key);
      if (known === undefined && series.size >= MAX_SERIES) {
        throw new RangeError(`sample limit exceeded: more than ${MAX_SERIES} series`);
      }
      const entry = known ?? { labels, points: [] };
      const last = entry.points.at(-1);
      // Two ends in a row say no more than one, and time only moves forward.
      if (last !== undefined && (last.at >= at || (last.value === null && value === null))) return;
      entry.points.push({ at, value });
      if (entry.points.length > MAX_POINTS) entry.points.splice(0, entry.points.length - MAX_POINTS);
      series.set(key, entry);
    },
    select: (matches) => [...series.values()].filter((entry) => matches(entry.labels)),
  };
}

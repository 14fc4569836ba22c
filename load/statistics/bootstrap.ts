import type { Random } from '../plan/random.ts';
import { quantileOf } from './quantile.ts';

/** An interval that covers the truth with 95 %. */
export interface Interval {
  from: number;
  to: number;
}

const MOST_RESAMPLES = 400;
const FEWEST_RESAMPLES = 100;
/** Values drawn in all: what bounds the time that an interval takes. */
const MOST_DRAWN = 2e7;
const FEWEST_BLOCKS = 5;
const TAIL = 0.025;
const NONE = new Uint32Array(0);

/** The rank of each value among all, item by item. */
function rankedItems(items: readonly (readonly number[])[]): { sorted: Float64Array; ranks: Uint32Array[] } {
  const flat = items.flatMap((values, item) => values.map((value) => ({ value, item })));
  flat.sort((a, b) => a.value - b.value);
  const filled = items.map((values) => ({ ranks: new Uint32Array(values.length), next: 0 }));
  flat.forEach(({ item }, rank) => {
    const own = filled[item];
    if (own === undefined) return;
    own.ranks[own.next] = rank;
    own.next += 1;
  });
  return { sorted: Float64Array.from(flat, ({ value }) => value), ranks: filled.map(({ ranks }) => ranks) };
}

/** The quantiles of a resample that has each value so often. */
function weightedQuantiles(
  sorted: Float64Array,
  counts: Uint32Array,
  total: number,
  shares: readonly number[],
): number[] {
  const found: number[] = [];
  let passed = 0;
  let rank = 0;
  for (const share of shares) {
    const wanted = Math.max(1, Math.ceil(share * total));
    while (passed < wanted && rank < counts.length) {
      passed += counts[rank] ?? 0;
      rank += 1;
    }
    found.push(sorted[Math.max(0, rank - 1)] ?? Number.NaN);
  }
  return found;
}

/**
 * 95 % intervals of quantiles by the moving-block bootstrap. Requests that share a queue resemble their neighbours: so
 * stretches of `block` items in the order of time are drawn, never single ones; and gaps of one stream belong together,
 * so an item is a request with all of its values. `shares` must ascend.
 */
export function quantileIntervals(
  items: readonly (readonly number[])[],
  shares: readonly number[],
  block: number,
  random: Random,
): Interval[] {
  const { sorted, ranks } = rankedItems(items);
  const length = Math.max(1, Math.min(block, Math.floor(items.length / FEWEST_BLOCKS)));
  const resamples = Math.max(
    FEWEST_RESAMPLES,
    Math.min(MOST_RESAMPLES, Math.floor(MOST_DRAWN / Math.max(1, sorted.length))),
  );
  const counts = new Uint32Array(sorted.length);
  const seen = shares.map(() => new Float64Array(resamples));
  for (let resample = 0; resample < resamples; resample += 1) {
    counts.fill(0);
    let total = 0;
    for (let drawn = 0; drawn < items.length; drawn += length) {
      const start = Math.floor(random() * (items.length - length + 1));
      for (let at = start; at < start + Math.min(length, items.length - drawn); at += 1) {
        const own = ranks[at] ?? NONE;
        // An iterator for each item would take longer than the counting.
        for (let value = 0; value < own.length; value += 1) {
          const rank = own[value] ?? 0;
          counts[rank] = (counts[rank] ?? 0) + 1;
        }
        total += own.length;
      }
    }
    weightedQuantiles(sorted, counts, total, shares).forEach((value, at) => {
      const own = seen[at];
      if (own !== undefined) own[resample] = value;
    });
  }
  return seen.map((values) => {
    values.sort();
    return { from: quantileOf(values, TAIL), to: quantileOf(values, 1 - TAIL) };
  });
}

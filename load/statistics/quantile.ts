/** Chance that is left on each side of a 95 % interval. */
const TAIL = 0.025;

/** The value that so large a share does not exceed (nearest rank); NaN for nothing. `sorted` ascends. */
export function quantileOf(sorted: readonly number[] | Float64Array, share: number): number {
  if (sorted.length === 0) return Number.NaN;
  const rank = Math.min(sorted.length, Math.max(1, Math.ceil(share * sorted.length)));
  return sorted[rank - 1] ?? Number.NaN;
}

/** Typed arrays are sorted several times as fast. */
export const ascending = (values: ArrayLike<number>): Float64Array => Float64Array.from(values).sort();

export const medianOf = (values: ArrayLike<number>): number => {
  const sorted = ascending(values);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
};

/** How many values it takes for a quantile to have a bound on both of its sides with 95 %: 72 for p95, 368 for p99. */
export const fewestFor = (share: number): number => Math.ceil(Math.log(TAIL) / Math.log(Math.max(share, 1 - share)));

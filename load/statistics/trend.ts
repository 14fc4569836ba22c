/** 97.5 % quantile of Student's distribution, near enough from 8 degrees of freedom on. */
const T = 2.2;

/** The change over all of a series by its regression line, and how far that is from chance. */
export interface Trend {
  /** From the first to the last value. */
  change: number;
  significant: boolean;
}

/** The linear trend of values at equal distances. */
export function trendOf(values: readonly number[]): Trend {
  const n = values.length;
  if (n < 3) return { change: 0, significant: false };
  const meanX = (n - 1) / 2;
  const meanY = values.reduce((sum, value) => sum + value, 0) / n;
  let xx = 0;
  let xy = 0;
  values.forEach((value, x) => {
    xx += (x - meanX) ** 2;
    xy += (x - meanX) * (value - meanY);
  });
  const slope = xy / xx;
  const residuals = values.reduce((sum, value, x) => sum + (value - meanY - slope * (x - meanX)) ** 2, 0);
  const error = Math.sqrt(residuals / (n - 2) / xx);
  return { change: slope * (n - 1), significant: Math.abs(slope) > T * error };
}

const BATCH = 5;

/**
 * How many values at the beginning are of the warm-up, by White's MSER-5: the truncation after which the standard error
 * of the mean of batches is the smallest. At most half: the last few batches may resemble each other by mere chance.
 */
export function warmUpOf(values: readonly number[]): number {
  const batches = Array.from({ length: Math.floor(values.length / BATCH) }, (_, at) => {
    const batch = values.slice(at * BATCH, (at + 1) * BATCH);
    return batch.reduce((sum, value) => sum + value, 0) / BATCH;
  });
  let best = { cut: 0, error: Number.POSITIVE_INFINITY };
  for (let cut = 0; cut <= batches.length / 2; cut += 1) {
    const left = batches.slice(cut);
    const mean = left.reduce((sum, value) => sum + value, 0) / left.length;
    const error = left.reduce((sum, value) => sum + (value - mean) ** 2, 0) / left.length ** 2;
    if (error < best.error) best = { cut, error };
  }
  return best.cut * BATCH;
}

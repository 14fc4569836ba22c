import { type Labels, labelsKey, omit } from '../labels.ts';
import type { VectorSample } from './values.ts';

interface Bucket {
  upper: number;
  count: number;
}

/** The φ-quantile of each classic histogram, linear within a bucket, as Prometheus estimates it. */
export function histogramQuantile(phi: number, samples: VectorSample[]): VectorSample[] {
  const histograms = new Map<string, { labels: Labels; buckets: Bucket[]; takenAt: number }>();
  for (const { labels, value, takenAt } of samples) {
    const upper = labels['le'] === '+Inf' ? Infinity : Number(labels['le'] ?? Number.NaN);
    if (Number.isNaN(upper)) continue;
    const rest = omit(labels, ['__name__', 'le']);
    const key = labelsKey(rest);
    const histogram = histograms.get(key) ?? { labels: rest, buckets: [], takenAt };
    histogram.buckets.push({ upper, count: value });
    histograms.set(key, histogram);
  }
  return [...histograms.values()].map(({ labels, buckets, takenAt }) => ({
    labels,
    takenAt,
    value: quantileOf(
      phi,
      buckets.sort((a, b) => a.upper - b.upper),
    ),
  }));
}

function quantileOf(phi: number, buckets: Bucket[]): number {
  if (Number.isNaN(phi)) return Number.NaN;
  if (phi < 0) return -Infinity;
  if (phi > 1) return Infinity;
  const last = buckets.at(-1);
  if (last === undefined || last.upper !== Infinity || buckets.length < 2 || last.count === 0) return Number.NaN;
  const rank = phi * last.count;
  const index = buckets.findIndex(({ count }) => count >= rank);
  const bucket = buckets[index];
  if (bucket === undefined) return Number.NaN;
  const below = buckets[index - 1];
  if (bucket.upper === Infinity) return below?.upper ?? Number.NaN;
  if (below === undefined && bucket.upper <= 0) return bucket.upper;
  const start = below?.upper ?? 0;
  const before = below?.count ?? 0;
  return start + (bucket.upper - start) * ((rank - before) / (bucket.count - before));
}

/** The φ-quantile of plain values, by linear interpolation; NaN counts as the least. */
export function quantile(phi: number, values: number[]): number {
  if (values.length === 0 || Number.isNaN(phi)) return Number.NaN;
  if (phi < 0) return -Infinity;
  if (phi > 1) return Infinity;
  const numbers = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const sorted = [...values.filter(Number.isNaN), ...numbers];
  const rank = phi * (sorted.length - 1);
  const low = sorted[Math.floor(rank)] ?? Number.NaN;
  const high = sorted[Math.min(sorted.length - 1, Math.floor(rank) + 1)] ?? Number.NaN;
  return low + (high - low) * (rank - Math.floor(rank));
}

import type { Lengths } from '../profile/lengths.ts';
import { normal, type Random } from './random.ts';

function interpolated(points: readonly (readonly [number, number])[], p: number): number {
  const above = Math.max(
    1,
    points.findIndex(([quantile]) => quantile >= p),
  );
  const [p0, tokens0] = points[above - 1] ?? [0, 1];
  const [p1, tokens1] = points[above] ?? [1, tokens0];
  return tokens0 + ((tokens1 - tokens0) * (p - p0)) / (p1 - p0);
}

/** How long one text is, in tokens: at least 1. */
export function drawTokens(lengths: Lengths, random: Random): number {
  if ('fixed' in lengths) return lengths.fixed;
  if ('quantiles' in lengths) return Math.max(1, Math.round(interpolated(lengths.quantiles, random())));
  const { median, sigma, max } = lengths.lognormal;
  return Math.max(1, Math.min(max, Math.round(median * Math.exp(sigma * normal(random)))));
}

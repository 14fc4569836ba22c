import { build, decodeFromCompressedBase64, encodeIntoCompressedBase64, type Histogram } from 'hdr-histogram-js';

const US_PER_MS = 1_000;
const HOUR_US = 3_600_000_000;

const empty = (): Histogram =>
  build({
    bitBucketSize: 64,
    lowestDiscernibleValue: 1,
    highestTrackableValue: HOUR_US,
    numberOfSignificantValueDigits: 3,
    autoResize: false,
    useWebAssembly: false,
  });

/** The values, milliseconds, as an HdrHistogram of microseconds: 1 µs to 1 h, to a thousandth. */
export function histogramOf(valuesMs: readonly number[] | Float64Array): string {
  const histogram = empty();
  for (const value of valuesMs) histogram.recordValue(Math.min(HOUR_US, Math.max(0, Math.round(value * US_PER_MS))));
  return encodeIntoCompressedBase64(histogram);
}

/** Several histograms as one: counts are added, so nothing is lost; percentiles of several runs are never averaged. */
export function mergedHistogram(encoded: readonly string[]): string {
  const sum = empty();
  for (const one of encoded) sum.add(decodeFromCompressedBase64(one, 64));
  return encodeIntoCompressedBase64(sum);
}

/** A percentile of a histogram in milliseconds; `share` from 0 to 1. */
export const histogramQuantile = (encoded: string, share: number): number =>
  decodeFromCompressedBase64(encoded, 64).getValueAtPercentile(share * 100) / US_PER_MS;

import * as Plot from '@observablehq/plot';
import { VALUES } from '../measures/request-times.ts';
import { ascending, quantileOf } from '../statistics/quantile.ts';
import { type Chart, type Shown, tiersOf } from './chart.ts';
import { drawn } from './draw.ts';
import { lookOf } from './theme.ts';
import { bucketsOf, phaseMarks, SECONDS_AXIS } from './time.ts';

const HEIGHT = 300;
const SHARES = [0.5, 0.99] as const;

/** The first tokens' delay over time, median and tail, tier by tier. */
export function ttftOverTime(shown: Shown): Chart[] {
  const tiers = tiersOf(shown);
  const buckets = bucketsOf(shown.samples);
  const admitted = shown.samples.filter(({ outcome, encoding }) => outcome === 'admitted' && encoding === undefined);
  const series = tiers.flatMap((tier, place) => {
    const own = Map.groupBy(
      admitted.filter((one) => one.tier === tier),
      ({ schedMs }) => buckets.of(schedMs),
    );
    const inTime = [...own].toSorted(([a], [b]) => a - b);
    return SHARES.map((share, dash) => ({
      look: lookOf(place, dash),
      name: `${tier} p${share * 100}`,
      points: inTime.flatMap(([at, samples]) => {
        const values = ascending(samples.flatMap(VALUES.scheduledTtft));
        return values.length === 0 ? [] : [{ x: buckets.middle(at), y: quantileOf(values, share) }];
      }),
    }));
  });
  if (series.every(({ points }) => points.length === 0)) return [];
  const title = 'TTFT over time';
  const summary = `Median and p99 of the time from when a request was due to its first token, in stretches of ${buckets.width} s. In a stretch with fewer than 100 requests the p99 is the slowest.`;
  const svg = drawn({
    title,
    summary,
    legend: series,
    height: HEIGHT,
    options: {
      x: SECONDS_AXIS,
      y: { label: 'milliseconds', grid: true, zero: true },
      marks: [
        ...series.map(({ points, look }) => Plot.line(points, { x: 'x', y: 'y', strokeWidth: 2, ...look })),
        ...phaseMarks(shown.plan),
      ],
    },
  });
  return [{ name: 'ttft-over-time', title, summary, svg }];
}

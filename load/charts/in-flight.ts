import * as Plot from '@observablehq/plot';
import type { Sample } from '../samples/sample.ts';
import { type Chart, type Shown, tiersOf } from './chart.ts';
import { drawn } from './draw.ts';
import { lookOf, named } from './theme.ts';
import { type Buckets, bucketsOf, phaseMarks, SECONDS_AXIS } from './time.ts';

const HEIGHT = 260;

/** The most requests at once in each stretch: sent, and not at their end. */
export function mostInFlight(samples: readonly Sample[], buckets: Buckets): number[] {
  const changes = samples
    .flatMap(({ sentMs, endMs }) =>
      sentMs === undefined
        ? []
        : [
            { ms: sentMs, by: 1 },
            { ms: endMs, by: -1 },
          ],
    )
    // An end and a beginning at one instant are not both in flight.
    .toSorted((a, b) => a.ms - b.ms || a.by - b.by);
  const most = new Array<number>(buckets.count).fill(0);
  let now = 0;
  let at = 0;
  for (const { ms, by } of changes) {
    for (const bucket = buckets.of(ms); at < bucket; ) {
      at += 1;
      most[at] = now;
    }
    now += by;
    most[at] = Math.max(most[at] ?? 0, now);
  }
  return most;
}

/** How many requests were under way, over time. */
export function inFlightCharts(shown: Shown): Chart[] {
  const tiers = tiersOf(shown);
  if (tiers.length === 0) return [];
  const buckets = bucketsOf(shown.samples);
  const title = 'In flight';
  const summary = `The most requests of a tier that were under way at once, in stretches of ${buckets.width} s.`;
  const svg = drawn({
    title,
    summary,
    legend: named(tiers),
    height: HEIGHT,
    options: {
      x: SECONDS_AXIS,
      y: { label: 'requests', grid: true, zero: true },
      marks: [
        ...tiers.map((tier, at) =>
          Plot.line(
            mostInFlight(
              shown.samples.filter((one) => one.tier === tier),
              buckets,
            ).map((y, index) => ({ x: buckets.middle(index), y })),
            { x: 'x', y: 'y', curve: 'step', strokeWidth: 2, ...lookOf(at) },
          ),
        ),
        ...phaseMarks(shown.plan),
      ],
    },
  });
  return [{ name: 'in-flight', title, summary, svg }];
}

import * as Plot from '@observablehq/plot';
import type { Sample } from '../samples/sample.ts';
import { type Chart, type Shown, tiersOf } from './chart.ts';
import { drawn } from './draw.ts';
import { named } from './theme.ts';
import { type Buckets, bucketsOf, perSecond, phaseMarks, SECONDS_AXIS } from './time.ts';

const SERIES = ['offered', 'admitted', 'refused', 'broken'] as const;
type Series = (typeof SERIES)[number];
const [FIRST_HEIGHT, TIER_HEIGHT] = [110, 140];

function seriesOf({ outcome }: Sample): Exclude<Series, 'offered'> {
  if (outcome === 'admitted') return 'admitted';
  return outcome === 'refused-early' || outcome === 'refused-late' ? 'refused' : 'broken';
}

/** When requests of a tier were due: those that nobody sent count as well, where their phase does not wait for answers. */
function due({ plan, samples }: Shown, tier: string): number[] {
  const open = new Set(plan.phases.filter(({ rate }) => rate !== undefined).map(({ name }) => name));
  const sent = new Set(samples.map(({ i }) => i));
  const unsent = plan.requests.filter((one) => one.tier === tier && open.has(one.phase) && !sent.has(one.i));
  return [
    ...samples.filter((one) => one.tier === tier).map(({ schedMs }) => schedMs),
    ...unsent.map(({ atMs }) => atMs),
  ];
}

function points(
  shown: Shown,
  tier: string,
  series: Series,
  buckets: Buckets,
): { x: number; y: number; tier: string }[] {
  const at =
    series === 'offered'
      ? due(shown, tier)
      : shown.samples.filter((one) => one.tier === tier && seriesOf(one) === series).map(({ schedMs }) => schedMs);
  const rates = perSecond(
    buckets,
    at.map((ms) => ({ ms, count: 1 })),
  );
  return rates.map((y, index) => ({ x: buckets.middle(index), y, tier }));
}

/** What was offered, admitted and refused, over time, tier by tier. */
export function rateCharts(shown: Shown): Chart[] {
  const tiers = tiersOf(shown);
  if (tiers.length === 0) return [];
  const buckets = bucketsOf(shown.samples);
  const isSeen = (series: Series): boolean =>
    series !== 'broken' || shown.samples.some((one) => seriesOf(one) === series);
  const shownSeries = named(SERIES.filter(isSeen));
  const title = 'Offered, admitted and refused';
  const summary = `Requests a second by the time that they were due, in stretches of ${buckets.width} s, tier by tier.`;
  const svg = drawn({
    title,
    summary,
    legend: shownSeries,
    height: FIRST_HEIGHT + TIER_HEIGHT * tiers.length,
    options: {
      x: SECONDS_AXIS,
      y: { label: 'requests/s', grid: true, zero: true, ticks: 4 },
      fy: { label: null, domain: tiers },
      marginRight: 100,
      marks: [
        ...SERIES.filter(isSeen).map((series, at) =>
          Plot.line(
            tiers.flatMap((tier) => points(shown, tier, series, buckets)),
            { x: 'x', y: 'y', fy: 'tier', z: 'tier', strokeWidth: 2, ...shownSeries[at]?.look },
          ),
        ),
        ...phaseMarks(shown.plan),
      ],
    },
  });
  return [{ name: 'rate', title, summary, svg }];
}

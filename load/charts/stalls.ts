import * as Plot from '@observablehq/plot';
import { longestStall } from '../measures/request-times.ts';
import { type Chart, type Shown, tiersOf } from './chart.ts';
import { drawn } from './draw.ts';
import { GUIDE_COLOUR, lookOf, named } from './theme.ts';
import { phaseMarks, SECONDS_AXIS } from './time.ts';

const HEIGHT = 300;
const MS_PER_SECOND = 1_000;
/** More dots are no longer told apart, and make a page heavy. */
const MOST_DOTS = 1_500;

/** The longest silence within each stream, when its request was due. */
export function stallCharts(shown: Shown): Chart[] {
  const streams = shown.samples
    .filter(({ outcome, encoding }) => outcome === 'admitted' && encoding === undefined)
    .flatMap((sample) =>
      longestStall(sample).map((ms) => ({ tier: sample.tier, x: sample.schedMs / MS_PER_SECOND, ms })),
    );
  if (streams.length === 0) return [];
  const kept = streams.toSorted((a, b) => b.ms - a.ms).slice(0, MOST_DOTS);
  const [worst] = kept;
  const left = streams.length > kept.length ? ` Only the ${MOST_DOTS} longest of ${streams.length} are drawn.` : '';
  const title = 'Stalls';
  const summary = `A dot is a stream: its longest gap between two events with text, at the time that it was due. The longest of all took ${Math.round(worst?.ms ?? 0)} ms (${worst?.tier}). Dashed: what a tier’s SLO allows.${left}`;
  const tiers = tiersOf(shown);
  const svg = drawn({
    title,
    summary,
    legend: named(tiers),
    height: HEIGHT,
    options: {
      x: SECONDS_AXIS,
      y: { label: 'milliseconds', grid: true, zero: true },
      marks: [
        ...tiers.flatMap((tier, at) => {
          const { stroke } = lookOf(at);
          const most = shown.plan.tiers.find(({ name }) => name === tier)?.slo?.stallMs;
          return [
            Plot.dot(
              kept.filter((one) => one.tier === tier),
              { x: 'x', y: 'ms', stroke, r: 2.5 },
            ),
            ...(most === undefined ? [] : [Plot.ruleY([most], { stroke, strokeDasharray: '6 4' })]),
          ];
        }),
        Plot.ruleY([0], { stroke: GUIDE_COLOUR }),
        ...phaseMarks(shown.plan),
      ],
    },
  });
  return [{ name: 'stalls', title, summary, svg }];
}

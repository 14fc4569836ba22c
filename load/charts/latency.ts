import * as Plot from '@observablehq/plot';
import type { Metric } from '../measures/measures.ts';
import { VALUES } from '../measures/request-times.ts';
import type { Sample } from '../samples/sample.ts';
import { ascending, quantileOf } from '../statistics/quantile.ts';
import { type Chart, type Shown, tiersOf } from './chart.ts';
import { drawn, powersOnly } from './draw.ts';
import { lookOf, named } from './theme.ts';

/** What is drawn, and what it is called. */
const DISTRIBUTIONS = [
  ['ttft', 'TTFT', 'Time to the first token'],
  ['icl', 'ICL', 'Gaps between events with text'],
  ['tpot', 'TPOT', 'Time per output token after the first'],
  ['e2e', 'E2E', 'Time to the end of the answer'],
] as const satisfies readonly (readonly [Metric, string, string])[];
/** Points of a curve. */
const POINTS = 200;
/** More phases are drawn as one. */
const MOST_PHASES = 6;
/** A scale of powers where the largest is so many times the smallest. */
const WIDE_RANGE = 20;
/** Events that came in one read have no gap: what is shorter is drawn as this. */
const FINEST_MS = 1;
const [FIRST_HEIGHT, PHASE_HEIGHT] = [140, 150];

const isTimed = ({ outcome, encoding }: Sample): boolean => outcome === 'admitted' && encoding === undefined;

interface Point {
  ms: number;
  share: number;
  phase: string;
}

/** The empirical distribution: which share of the values is at most so large. */
function curve(values: readonly number[], phase: string): Point[] {
  const sorted = ascending(values);
  if (sorted.length === 0) return [];
  const points = Math.min(POINTS, sorted.length);
  return Array.from({ length: points + 1 }, (_, at) => ({
    ms: at === 0 ? (sorted[0] ?? 0) : quantileOf(sorted, at / points),
    share: at / points,
    phase,
  }));
}

function distribution(shown: Shown, [metric, short, words]: (typeof DISTRIBUTIONS)[number]): Chart[] {
  const tiers = tiersOf(shown);
  const names = shown.plan.phases.map(({ name }) => name);
  const isSplit = names.length <= MOST_PHASES;
  const timed = shown.samples.filter(isTimed);
  const phases = isSplit ? names.filter((name) => timed.some((one) => one.phase === name)) : ['all phases'];
  const curves = tiers.map((tier) =>
    phases.flatMap((phase) => {
      const own = timed.filter((one) => one.tier === tier && (!isSplit || one.phase === phase));
      return curve(own.flatMap(VALUES[metric]), phase);
    }),
  );
  const all = curves.flat().map(({ ms }) => ms);
  if (all.length === 0) return [];
  const least = Math.max(FINEST_MS, Math.min(...all.filter((ms) => ms > 0)));
  const isWide = Math.max(...all) > WIDE_RANGE * least;
  const title = `${short} by tier`;
  const summary = `${words}, admitted requests from their sending: the share (up) that took at most so long (right)${isSplit && phases.length > 1 ? ', phase by phase' : ''}.${isWide && least === FINEST_MS ? ' What took less than 1 ms is at the left edge.' : ''}`;
  const svg = drawn({
    title,
    summary,
    legend: named(tiers),
    height: FIRST_HEIGHT + PHASE_HEIGHT * phases.length,
    options: {
      x: {
        label: 'milliseconds',
        labelAnchor: 'center',
        grid: true,
        ...(isWide && { type: 'log', domain: [least, Math.max(...all)], tickFormat: powersOnly }),
      },
      y: { label: 'share', domain: [0, 1], grid: true, percent: false, ticks: 5 },
      fy: { label: null, domain: phases },
      marginRight: phases.length > 1 ? 100 : 24,
      marks: [
        Plot.frame({ stroke: 'var(--chart-line)' }),
        ...curves.map((points, at) =>
          Plot.line(
            points.map((point) => ({ ...point, ms: isWide ? Math.max(point.ms, least) : point.ms })),
            {
              x: 'ms',
              y: 'share',
              curve: 'step-before',
              strokeWidth: 2,
              ...(phases.length > 1 && { fy: 'phase' }),
              ...lookOf(at),
            },
          ),
        ),
      ],
    },
  });
  return [{ name: `latency-${metric}`, title, summary, svg }];
}

/** Distributions of latency, tier by tier. */
export const latencyCharts = (shown: Shown): Chart[] => DISTRIBUTIONS.flatMap((one) => distribution(shown, one));

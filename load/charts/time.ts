import * as Plot from '@observablehq/plot';
import type { Plan } from '../plan/plan.ts';
import type { Sample } from '../samples/sample.ts';
import { GUIDE_COLOUR } from './theme.ts';

const MS_PER_SECOND = 1_000;
/** More points than a line of a chart can show. */
const MOST_BUCKETS = 120;
/** Seconds that a bucket may have. */
const WIDTHS = [0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1_800, 3_600];
const MOST_NAMED_PHASES = 8;

/** The time of a run in stretches of equal length. */
export interface Buckets {
  /** Seconds that each of them has. */
  width: number;
  count: number;
  of(ms: number): number;
  /** The middle of a stretch, in seconds from the start. */
  middle(at: number): number;
}

/** Stretches for a run, as many as can be told apart. */
export function bucketsOf(samples: readonly Sample[]): Buckets {
  const end = samples.reduce((latest, { endMs }) => Math.max(latest, endMs), 1) / MS_PER_SECOND;
  const width = WIDTHS.find((seconds) => end / seconds <= MOST_BUCKETS) ?? Math.ceil(end / MOST_BUCKETS);
  const count = Math.floor(end / width) + 1;
  return {
    width,
    count,
    of: (ms) => Math.min(count - 1, Math.max(0, Math.floor(ms / MS_PER_SECOND / width))),
    middle: (at) => (at + 0.5) * width,
  };
}

/** How many a second in each stretch, of things that happened at these milliseconds, each so many times. */
export function perSecond(buckets: Buckets, events: Iterable<{ ms: number; count: number }>): number[] {
  const sums = new Array<number>(buckets.count).fill(0);
  for (const { ms, count } of events) sums[buckets.of(ms)] = (sums[buckets.of(ms)] ?? 0) + count;
  return sums.map((sum) => sum / buckets.width);
}

/** Where phases begin, with their names where there are few. */
export function phaseMarks({ phases }: Plan): Plot.Markish[] {
  const starts = phases.map(({ name, startMs }) => ({ name, x: startMs / MS_PER_SECOND }));
  return [
    Plot.ruleX(starts, { x: 'x', stroke: GUIDE_COLOUR, strokeDasharray: '1 3' }),
    ...(starts.length <= MOST_NAMED_PHASES
      ? [
          Plot.text(starts, {
            x: 'x',
            text: 'name',
            frameAnchor: 'top-left',
            dx: 3,
            dy: -14,
            fill: 'currentColor',
            lineWidth: 12,
            textOverflow: 'ellipsis',
          }),
        ]
      : []),
  ];
}

export const SECONDS_AXIS = { label: 'seconds from the start', labelAnchor: 'center', grid: false } as const;

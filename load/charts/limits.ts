import * as Plot from '@observablehq/plot';
import { reconstructed } from '../limiter-accuracy/reconstruction.ts';
import { observations } from '../measures/limiter.ts';
import { type Chart, type Shown, tiersOf } from './chart.ts';
import { drawn } from './draw.ts';
import { GUIDE_COLOUR, lookOf, named } from './theme.ts';
import { phaseMarks, SECONDS_AXIS } from './time.ts';

const HEIGHT = 300;
const MS_PER_SECOND = 1_000;
const HEADROOM = 1.1;
const OPEN_TOP = 2;

/** One window of one user's counter. */
export interface WindowPoint {
  tier: string;
  user: number;
  /** Seconds from the start. */
  x: number;
  /** Shares of the limit: surely admitted in it, and at most. */
  from: number;
  to: number;
}

/** What each user was admitted in each window, as far as the user can tell. */
export function windowsOf({ plan, samples }: Shown): WindowPoint[] {
  return plan.tiers.flatMap(({ name: tier, limits }) => {
    const limit = limits?.requests;
    if (limit === undefined) return [];
    const users = Map.groupBy(
      samples.filter((one) => one.tier === tier),
      ({ user }) => user,
    );
    return [...users].flatMap(([user, own]) =>
      reconstructed(observations(own), limit.windowMs).map(({ start, admitted }) => ({
        tier,
        user,
        x: start.from / MS_PER_SECOND,
        from: admitted.from / limit.limit,
        to: admitted.to / limit.limit,
      })),
    );
  });
}

/** All that was surely admitted is in the picture, and of what is open so much that the limit is in its middle. */
const topOf = (windows: readonly WindowPoint[]): number =>
  windows.reduce((top, { from, to }) => Math.max(top, from * HEADROOM, Math.min(to * HEADROOM, OPEN_TOP)), HEADROOM);

/** What was admitted in each window of each user's counter, against the limit. */
export function limitCharts(shown: Shown): Chart[] {
  const windows = windowsOf(shown);
  if (windows.length === 0) return [];
  const limits = shown.plan.tiers.flatMap(({ name, limits: { requests } = {} }) =>
    requests === undefined ? [] : [`${name} ${requests.limit} in ${requests.windowMs / MS_PER_SECOND} s`],
  );
  const title = 'Admitted against the limit';
  const summary = `A dot is a window of one user’s counter: the share of the limit that was admitted in it (${limits.join(', ')}); above 100 % more was admitted than the limit allows. A line instead of a dot: the edges of the window leave it open, between its ends; it may go on above.`;
  const tiers = tiersOf(shown);
  const svg = drawn({
    title,
    summary,
    legend: named(tiers),
    height: HEIGHT,
    options: {
      x: SECONDS_AXIS,
      y: { label: '% of the limit', percent: true, grid: true, domain: [0, 100 * topOf(windows)] },
      marks: [
        Plot.ruleY([1], { stroke: GUIDE_COLOUR, strokeWidth: 2 }),
        ...tiers.flatMap((tier, at) => {
          const own = windows.filter((one) => one.tier === tier);
          const { stroke } = lookOf(at);
          return [
            Plot.ruleX(
              own.filter(({ from, to }) => from < to),
              { x: 'x', y1: 'from', y2: 'to', stroke, strokeWidth: 2, strokeOpacity: 0.6, clip: true },
            ),
            Plot.dot(
              own.filter(({ from, to }) => from === to),
              { x: 'x', y: 'to', stroke, fill: stroke, fillOpacity: 0.35, r: 4 },
            ),
          ];
        }),
        ...phaseMarks(shown.plan),
      ],
    },
  });
  return [{ name: 'limits', title, summary, svg }];
}

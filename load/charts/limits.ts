import * as Plot from '@observablehq/plot';
import { reconstructed } from '../limiter-accuracy/reconstruction.ts';
import { observations } from '../measures/limiter.ts';
import { type Chart, type Shown, tiersOf } from './chart.ts';
import { drawn } from './draw.ts';
import { GUIDE_COLOUR, lookOf, named } from './theme.ts';
import { phaseMarks, SECONDS_AXIS } from './time.ts';

const HEIGHT = 300;
const MS_PER_SECOND = 1_000;

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

/** What was admitted in each window of each user's counter, against the limit. */
export function limitCharts(shown: Shown): Chart[] {
  const windows = windowsOf(shown);
  if (windows.length === 0) return [];
  const limits = shown.plan.tiers.flatMap(({ name, limits: { requests } = {} }) =>
    requests === undefined ? [] : [`${name} ${requests.limit} in ${requests.windowMs / MS_PER_SECOND} s`],
  );
  const title = 'Admitted against the limit';
  const summary = `A dot is a window of one user’s counter: the share of the limit that was admitted in it (${limits.join(', ')}). Above 100 % more was admitted than the limit allows; a line down says that the window’s edges leave it open. Windows that no user filled are below.`;
  const tiers = tiersOf(shown);
  const svg = drawn({
    title,
    summary,
    legend: named(tiers),
    height: HEIGHT,
    options: {
      x: SECONDS_AXIS,
      y: { label: '% of the limit', percent: true, grid: true, zero: true },
      marks: [
        Plot.ruleY([1], { stroke: GUIDE_COLOUR, strokeWidth: 2 }),
        ...tiers.flatMap((tier, at) => {
          const own = windows.filter((one) => one.tier === tier);
          const { stroke } = lookOf(at);
          return [
            Plot.ruleX(
              own.filter(({ from, to }) => from < to),
              { x: 'x', y1: 'from', y2: 'to', stroke },
            ),
            Plot.dot(own, { x: 'x', y: 'to', stroke, fill: stroke, fillOpacity: 0.35, r: 4 }),
          ];
        }),
        ...phaseMarks(shown.plan),
      ],
    },
  });
  return [{ name: 'limits', title, summary, svg }];
}

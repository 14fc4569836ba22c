import type { StoredSeries } from '../../platform/metrics/metrics.ts';
import { distinctSeries } from '../../platform/metrics/series.ts';
import type { CountedSeries, Counter, MeteredUser } from './record.ts';

const MS_PER_SECOND = 1_000;
/** What a series of somebody else is called among ours. */
const OTHERS = 'others';

const ms = (seconds: number): number => Math.round(seconds * MS_PER_SECOND);
const instanceOf = ({ labels }: StoredSeries): string => labels['instance'] ?? '';

/** Several monitors of one process scrape it at times of their own: of each instance the series of one of them. */
export function oneMonitorEach(up: readonly StoredSeries[]): StoredSeries[] {
  const byJob = up.toSorted((a, b) => (a.labels['job'] ?? '').localeCompare(b.labels['job'] ?? ''));
  return [...Map.groupBy(byJob, instanceOf).values()].flatMap(([first]) => first ?? []);
}

/** When each instance answered a scrape. */
export function scrapesOf(up: readonly StoredSeries[]): Counter['scrapes'] {
  return Object.fromEntries(
    up.map((series) => [instanceOf(series), series.points.filter(([, value]) => value === 1).map(([at]) => ms(at))]),
  );
}

/** Several series as one: at each scrape the sum of those that were there. */
function summed(series: readonly StoredSeries[]): [number, number][] {
  const sums = new Map<number, number>();
  for (const { points } of series) for (const [at, value] of points) sums.set(ms(at), (sums.get(ms(at)) ?? 0) + value);
  return [...sums].toSorted(([a], [b]) => a - b);
}

/**
 * Series as a run needs them: those of each of its users, and those that name none, by instance. Others’ are there as such, without
 * their names: they say that the label is in use.
 */
export function seriesOf(
  found: readonly StoredSeries[],
  users: ReadonlyMap<string, readonly MeteredUser[]>,
): CountedSeries[] {
  const groups = Map.groupBy(distinctSeries(found), ({ labels }) => {
    const user = labels['user'];
    const whose = user === undefined ? 'nobody' : users.has(user) ? `user ${user}` : OTHERS;
    return JSON.stringify([labels['instance'], whose]);
  });
  return [...groups.values()].flatMap((own): CountedSeries[] => {
    const [first] = own;
    if (first === undefined) return [];
    const user = first.labels['user'];
    return [
      {
        instance: instanceOf(first),
        ...(user !== undefined && { users: [...(users.get(user) ?? [])] }),
        points: summed(own),
      },
    ];
  });
}

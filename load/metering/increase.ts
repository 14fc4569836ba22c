import type { Range } from './client.ts';
import type { CountedSeries, Counter } from './record.ts';

/** How far a counter moved between scrapes around a stretch of time. All times are Unix milliseconds of Prometheus’ clock. */
export interface Increase {
  delta: number;
  /** The last scrapes before it, and the first ones after it: each instance has its own. */
  before: Range;
  after: Range;
  /** Whether nothing moved in the scrape intervals beside it; undefined where there is no further scrape yet. */
  quiet?: boolean;
}

/** The value at a scrape; a counter without series has counted nothing yet. */
const valueAt = ({ points }: CountedSeries, at: number): number => points.findLast(([time]) => time <= at)?.[1] ?? 0;

const fell = ({ points }: CountedSeries, from: number, to: number): boolean => {
  const inside = points.filter(([at]) => at >= from && at <= to);
  return inside.some(([, value], at) => value < (inside[at - 1]?.[1] ?? 0));
};

interface Edges {
  earlier?: number;
  before: number;
  after: number;
  later?: number;
}

function edgesOf(scrapes: readonly number[], { from, to }: Range): Edges | undefined {
  const first = scrapes.findLastIndex((at) => at <= from);
  const last = scrapes.findIndex((at) => at >= to);
  const [before, after] = [scrapes[first], scrapes[last]];
  if (before === undefined || after === undefined) return undefined;
  const [earlier, later] = [scrapes[first - 1], scrapes[last + 1]];
  return { before, after, ...(earlier !== undefined && { earlier }), ...(later !== undefined && { later }) };
}

/** How far these series of a counter moved; a text that says why nobody knows. */
export function increaseOf(
  { metric, scrapes }: Pick<Counter, 'metric' | 'scrapes'>,
  series: readonly CountedSeries[],
  stretch: Range,
): Increase | string {
  const instances = Object.entries(scrapes);
  if (instances.length === 0) return `what exposes ${metric} is not scraped`;
  const found = new Map<string, Edges>();
  for (const [instance, times] of instances) {
    const edges = edgesOf(times, stretch);
    if (edges === undefined) return `${instance}, which exposes ${metric}, was not scraped before and after it`;
    found.set(instance, edges);
  }
  const sums = { delta: 0, earlier: 0, later: 0 };
  for (const one of series) {
    const edges = found.get(one.instance);
    if (edges === undefined) continue;
    const { earlier = edges.before, before, after, later = edges.after } = edges;
    if (fell(one, before, after)) return `${metric} of ${one.instance} fell: what exposes it restarted`;
    sums.delta += valueAt(one, after) - valueAt(one, before);
    sums.earlier += Math.abs(valueAt(one, before) - valueAt(one, earlier));
    sums.later += Math.abs(valueAt(one, later) - valueAt(one, after));
  }
  const all = [...found.values()];
  const moved = sums.earlier + sums.later > 0;
  const isKnown = all.every(({ earlier, later }) => earlier !== undefined && later !== undefined);
  const range = (times: number[]): Range => ({ from: Math.min(...times), to: Math.max(...times) });
  return {
    delta: sums.delta,
    before: range(all.map(({ before }) => before)),
    after: range(all.map(({ after }) => after)),
    ...(moved ? { quiet: false } : isKnown ? { quiet: true } : {}),
  };
}

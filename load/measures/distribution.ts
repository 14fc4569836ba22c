import { type Random, randomOf } from '../plan/random.ts';
import { quantileIntervals } from '../statistics/bootstrap.ts';
import { ascending, fewestFor, medianOf, quantileOf } from '../statistics/quantile.ts';
import { histogramOf } from './histogram.ts';
import type { Distribution, Quantile } from './measures.ts';

const SHARES = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99 } as const;
/** Of each of the bootstrap's draws: the same samples give the same interval. */
const SEED = 1;

const MOST_BLOCKS = 20;
const FEWEST_IN_BLOCK = 5;

/** Medians of up to 20 stretches with as many requests each. */
function blockMedians(items: readonly (readonly number[])[]): number[] {
  const size = Math.max(FEWEST_IN_BLOCK, Math.ceil(items.length / MOST_BLOCKS));
  const blocks = Array.from({ length: Math.floor(items.length / size) }, (_, at) =>
    items.slice(at * size, (at + 1) * size),
  );
  return blocks.map((block) => medianOf(block.flat()));
}

/**
 * The distribution of a metric. Each item has the values of one request, in the order of time; `block` is how many
 * neighbours depend on each other. The floor counts requests: the gaps of few streams say little, however many they are.
 */
export function distributionOf(items: readonly (readonly number[])[], block: number): Distribution {
  const own = items.filter((values) => values.length > 0);
  const sorted = ascending(own.flat());
  const random: Random = randomOf(SEED, 'bootstrap');
  const names = ['p50', 'p90', 'p95', 'p99'] as const;
  const told = names.filter((name) => own.length >= fewestFor(SHARES[name]));
  const intervals =
    told.length === 0
      ? []
      : quantileIntervals(
          own,
          told.map((name) => SHARES[name]),
          block,
          random,
        );
  const quantile = (name: (typeof names)[number]): Quantile => {
    const interval = intervals[told.indexOf(name)];
    if (interval === undefined) return { needs: fewestFor(SHARES[name]) };
    return { ms: quantileOf(sorted, SHARES[name]), ...interval };
  };
  const [minMs] = sorted;
  const maxMs = sorted.at(-1);
  return {
    n: sorted.length,
    ...(minMs !== undefined && { minMs }),
    ...(maxMs !== undefined && { maxMs }),
    p50: quantile('p50'),
    p90: quantile('p90'),
    p95: quantile('p95'),
    p99: quantile('p99'),
    blockMediansMs: blockMedians(own),
    histogram: histogramOf(sorted),
  };
}

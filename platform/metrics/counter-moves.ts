import { type Counter, markedInterval, moved } from './marked-interval.ts';
import type { Metrics, Target } from './metrics.ts';

export interface CounterMovesOptions {
  metrics: Metrics;
  counters: readonly Counter[];
  /** What exposes them. */
  targets: readonly Target[];
  /** true: one scrape interval before and one after must show no movement, so that what moved is ours alone. */
  alone: boolean;
}

/**
 * How far each counter moves while something runs, in the order of the counters. Throws Inconclusive as `markedInterval`
 * does; where others' traffic moves the counters as well, only if asked to be `alone`.
 */
export async function counterMoves(options: CounterMovesOptions, run: () => Promise<void>): Promise<number[]> {
  const { before, after } = await markedInterval({ ...options, mayBeOthers: () => options.alone }, run);
  return options.counters.map((_, index) => moved(before, after, index));
}

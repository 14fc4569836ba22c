import { Inconclusive } from '../outcome.ts';
import { pause, WAITS } from '../waits.ts';
import { nextScrape } from './freshness.ts';
import type { Metrics, Target } from './metrics.ts';
import { distinctSeries } from './series.ts';

/** A counter, or those of its series that have these labels. */
export interface Counter {
  name: string;
  labels?: Record<string, string>;
}

export interface CounterMovesOptions {
  metrics: Metrics;
  counters: readonly Counter[];
  /** What exposes them. */
  targets: readonly Target[];
  /** true: one scrape interval before and one after must show no movement, so that what moved is ours alone. */
  alone: boolean;
}

/** How a counter is called in a sentence: its name, with the labels that narrow it down. */
export function counterText({ name, labels = {} }: Counter): string {
  const narrowed = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return narrowed.length === 0 ? name : `${name}{${narrowed.join(',')}}`;
}

/**
 * How far each counter moves while something runs, between scrapes that lie wholly before and wholly after it; in the order
 * of the counters. A counter without series has counted nothing yet. Throws Inconclusive where the targets are not scraped,
 * where one of them restarted in between and, asked to be `alone`, where others' traffic moves the counters as well.
 */
export async function counterMoves(options: CounterMovesOptions, run: () => Promise<void>): Promise<number[]> {
  const read = async (): Promise<number[]> => {
    await nextScrape(options.metrics, options.targets);
    return Promise.all(options.counters.map((counter) => totalOf(options, counter)));
  };
  const quiet = options.alone ? await read() : undefined;
  const before = await read();
  if (quiet !== undefined) refuseTraffic(options, moves(quiet, before), 'before');

  await run();
  // Counters are told of an answer once it has ended.
  await pause(WAITS.reported);
  const after = await read();
  const moved = moves(before, after);
  const fallen = options.counters.find((_, index) => (moved[index] ?? 0) < 0);
  if (fallen !== undefined)
    throw new Inconclusive(`${counterText(fallen)} fell during the interval: what exposes it restarted`);
  if (options.alone) refuseTraffic(options, moves(after, await read()), 'after');
  return moved;
}

const moves = (from: readonly number[], to: readonly number[]): number[] =>
  to.map((value, index) => value - (from[index] ?? 0));

async function totalOf({ metrics, targets }: CounterMovesOptions, { name, labels = {} }: Counter): Promise<number> {
  const instances = new Set(targets.map(({ instance }) => instance));
  const wanted = Object.entries(labels);
  return distinctSeries(await metrics.query(name))
    .filter((sample) => instances.has(sample.labels['instance'] ?? ''))
    .filter((sample) => wanted.every(([label, value]) => sample.labels[label] === value))
    .reduce((sum, { value }) => sum + value, 0);
}

function refuseTraffic({ counters }: CounterMovesOptions, moved: readonly number[], when: string): void {
  const index = moved.findIndex((by) => by !== 0);
  const counter = counters[index];
  if (counter === undefined) return;
  throw new Inconclusive(
    `other callers’ traffic: ${counterText(counter)} moved by ${moved[index]} in the scrape interval just ${when} ours, and does not tell its callers apart; repeat when the gateway is idle`,
  );
}

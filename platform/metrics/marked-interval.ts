import { Inconclusive } from '../outcome.ts';
import { pause, WAITS } from '../waits.ts';
import { nextScrape } from './freshness.ts';
import type { Metrics, Sample, Target } from './metrics.ts';
import { distinctSeries } from './series.ts';
import { answeredSeries, storedSeries } from './stored-series.ts';

/** A counter, or those of its series that have these labels. */
export interface Counter {
  name: string;
  labels?: Record<string, string>;
}

/** How a counter is called in a sentence: its name, with the labels that narrow it down. */
export function counterText({ name, labels = {} }: Counter): string {
  const narrowed = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return narrowed.length === 0 ? name : `${name}{${narrowed.join(',')}}`;
}

/** The series of each counter at one scrape, in the order of the counters. */
type Reading = Sample[][];

interface Marked {
  metrics: Metrics;
  counters: readonly Counter[];
  /** What exposes them. */
  targets: readonly Target[];
  /** Whether these series do not tell whose events they count, so that others' must be ruled out. */
  mayBeOthers(reading: Reading): boolean;
}

/** The sum of the values of series. */
export const total = (samples: readonly Sample[]): number => samples.reduce((sum, { value }) => sum + value, 0);

/**
 * Reads counters at a scrape that lies wholly before something runs, and at one wholly after it. A counter without series
 * has counted nothing yet: that is zero, not an error. Where its series may be others' as well, one scrape interval before
 * and one after must show no movement: other callers' traffic would be counted as ours. Throws Inconclusive where there is
 * some, where what exposes a counter restarted in between, and where the targets are not scraped.
 */
export async function markedInterval(
  marked: Marked,
  run: () => Promise<void>,
): Promise<{ before: Reading; after: Reading }> {
  const names = marked.counters.map(({ name }) => name);
  const read = async (): Promise<Reading> => {
    await nextScrape(marked.metrics, marked.targets);
    return reading(marked, await answeredSeries(marked.metrics, marked.targets, names));
  };
  const first = reading(marked, await storedSeries(marked.metrics, names));
  const quiet = marked.mayBeOthers(first) ? await read() : undefined;
  const before = await read();
  if (quiet !== undefined && marked.mayBeOthers(before)) refuseTraffic(marked, quiet, before, 'before');

  await run();
  // Counters are told of an answer once it has ended.
  await pause(WAITS.reported);
  const after = await read();
  const fallen = marked.counters.find((_, index) => moved(before, after, index) < 0);
  if (fallen !== undefined)
    throw new Inconclusive(`${counterText(fallen)} fell during the interval: what exposes it restarted`);
  if (marked.mayBeOthers(after)) refuseTraffic(marked, after, await read(), 'after');
  return { before, after };
}

/** How far all series of the counter with this index moved. */
export const moved = (from: Reading, to: Reading, index: number): number =>
  total(to[index] ?? []) - total(from[index] ?? []);

function reading({ counters, targets }: Marked, samples: readonly Sample[]): Reading {
  const instances = new Set(targets.map(({ instance }) => instance));
  return counters.map(({ name, labels = {} }) => {
    const wanted = Object.entries(labels);
    return distinctSeries(samples.filter((sample) => sample.labels['__name__'] === name))
      .filter((sample) => instances.has(sample.labels['instance'] ?? ''))
      .filter((sample) => wanted.every(([label, value]) => sample.labels[label] === value));
  });
}

function refuseTraffic({ counters }: Marked, from: Reading, to: Reading, when: string): void {
  const index = counters.findIndex((_, at) => moved(from, to, at) !== 0);
  const counter = counters[index];
  if (counter === undefined) return;
  throw new Inconclusive(
    `other callers’ traffic: ${counterText(counter)} moved by ${moved(from, to, index)} in the scrape interval just ${when} ours, and does not tell its callers apart; repeat when the gateway is idle`,
  );
}

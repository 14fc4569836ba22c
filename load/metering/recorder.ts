import { nextScrape } from '../../platform/metrics/freshness.ts';
import type { Metrics, StoredSeries, Target } from '../../platform/metrics/metrics.ts';
import { isPodOf } from '../../platform/metrics/scraped.ts';
import { Inconclusive } from '../../platform/outcome.ts';
import { pause, WAITS } from '../../platform/waits.ts';
import type { CountedMetric } from './counted.ts';
import { COUNTERS_VERSION, type Counter, type CountersRecord, type MeteredUser, nothingRead } from './record.ts';
import { oneMonitorEach, scrapesOf, seriesOf } from './stored.ts';

const MS_PER_SECOND = 1_000;
/** So many scrapes before the start show whether somebody else moves the counters. */
const SCRAPES_BEFORE = 4;

export interface MeteringOptions {
  plan: string;
  metrics: Metrics;
  counted: readonly CountedMetric[];
  /** Which users of the plan a `user` label means. */
  users: ReadonlyMap<string, readonly MeteredUser[]>;
  /** Prometheus was named by the user. */
  asked: boolean;
}

/** Reads the platform’s counters around a run. */
export interface Metering {
  /** Waits for a scrape after the run’s last answer, and reads what is stored since before its start. `again`: what was read leaves a question that one more scrape answers. */
  finish(again: (record: CountersRecord) => boolean): Promise<CountersRecord>;
}

/** How far Prometheus’ clock is ahead of ours, in milliseconds. */
async function clockOf(metrics: Metrics): Promise<{ from: number; to: number }> {
  const sent = Date.now();
  const theirs = (await metrics.time()) * MS_PER_SECOND;
  return { from: theirs - Date.now(), to: theirs - sent };
}

const selector = (metric: string, labels: Readonly<Record<string, string>>): string =>
  `{${Object.entries({ __name__: metric, ...labels })
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(',')}}`;

/** The series of a counter, those of its own pods. */
async function stored(metrics: Metrics, { metric, labels, workload }: CountedMetric, seconds: number) {
  const found = await metrics.history(selector(metric, labels), seconds);
  return workload === undefined
    ? found
    : found.filter(({ labels: own }) => isPodOf(workload, { namespace: own['namespace'], name: own['pod'] }));
}

/** Whether what exposes a counter answered its scrapes: of each process as one monitor saw it, however many there are. */
async function answered(
  metrics: Metrics,
  { workload }: CountedMetric,
  found: readonly StoredSeries[],
  seconds: number,
) {
  const instances = new Set(found.map(({ labels }) => labels['instance'] ?? ''));
  const narrowed =
    workload === undefined
      ? [...instances].map((instance) => `up{instance=${JSON.stringify(instance)}}`)
      : workload.namespaces.map((namespace) => `up{namespace=${JSON.stringify(namespace)}}`);
  const up = (await Promise.all(narrowed.map((one) => metrics.history(one, seconds)))).flat();
  const own =
    workload === undefined
      ? up
      : up.filter(({ labels }) => isPodOf(workload, { namespace: labels['namespace'], name: labels['pod'] }));
  return oneMonitorEach(own);
}

async function counterOf(options: MeteringOptions, counted: CountedMetric, seconds: number): Promise<Counter> {
  const { counts, metric, perRequest } = counted;
  const head = { counts, metric, perRequest: [...perRequest] };
  try {
    const found = await stored(options.metrics, counted, seconds);
    const up = await answered(options.metrics, counted, found, seconds);
    const jobs = new Map(up.map(({ labels }) => [labels['instance'] ?? '', labels['job']]));
    const seen = found.filter(({ labels }) => jobs.get(labels['instance'] ?? '') === labels['job']);
    return { ...head, scrapes: scrapesOf(up), series: seriesOf(seen, options.users) };
  } catch (error) {
    if (!(error instanceof Inconclusive)) throw error;
    return { ...head, absent: error.message, scrapes: {}, series: [] };
  }
}

const isScraped = (counted: readonly CountedMetric[], { labels }: Target): boolean =>
  counted.some(
    ({ workload }) =>
      workload !== undefined && isPodOf(workload, { namespace: labels['namespace'], name: labels['pod'] }),
  );

/** Begins to read: what is sent before the first scrape from now on is not the run’s. Throws Inconclusive where nothing is scraped. */
export async function startMetering(options: MeteringOptions): Promise<Metering> {
  const { metrics, counted, plan, asked } = options;
  const targets = (await metrics.targets()).filter((target) => isScraped(counted, target));
  const began = await metrics.time();
  await nextScrape(metrics, targets);
  const before = SCRAPES_BEFORE * Math.max(...targets.map(({ scrapeIntervalSeconds }) => scrapeIntervalSeconds));
  const read = async (clockMs: CountersRecord['clockMs']): Promise<CountersRecord> => {
    const seconds = (await metrics.time()) - began + before;
    const counters: Counter[] = [];
    for (const one of counted) counters.push(await counterOf(options, one, seconds));
    return { version: COUNTERS_VERSION, plan, asked, source: metrics.reachedBy, clockMs, counters };
  };
  return {
    async finish(again) {
      try {
        const clock = await clockOf(metrics);
        // Counters are told of an answer once it has ended.
        await pause(WAITS.reported);
        await nextScrape(metrics, targets);
        const first = await read(clock);
        if (!again(first)) return first;
        await nextScrape(metrics, targets);
        return await read(clock);
      } catch (error) {
        if (error instanceof Inconclusive) return nothingRead(plan, asked, error.message);
        throw error;
      }
    },
  };
}

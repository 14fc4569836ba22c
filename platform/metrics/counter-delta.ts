import { Inconclusive } from '../outcome.ts';
import { pause, WAITS } from '../waits.ts';
import { nextScrape } from './freshness.ts';
import type { Metrics, Sample, Target } from './metrics.ts';
import { distinctSeries } from './series.ts';

export interface CounterDeltaOptions {
  metrics: Metrics;
  /** The counter's name. */
  counter: string;
  /** What exposes it. */
  targets: readonly Target[];
  /** Values that a `user` label may have for the caller, where the release labels its counters by user. */
  users: readonly string[];
}

/** How far a counter moved while something ran, between scrapes that lie wholly before and wholly after it. */
export interface CounterDelta {
  delta: number;
  /** true: the caller's own series; false: everybody's, in an interval that was quiet before and after. */
  ownSeries: boolean;
  /** Where `ownSeries`: how far everybody else's series moved meanwhile. */
  others: number;
}

/**
 * Measures a counter over a marked interval: scraped, run, scraped again.
 * Where series name their user, only the caller's count. Else the total counts, and one scrape interval before and one
 * after must show no movement: other callers' traffic would be counted as ours. Throws Inconclusive where there is some,
 * where the limiter restarted in between, and where the targets are not scraped.
 */
export async function counterDelta(options: CounterDeltaOptions, run: () => Promise<void>): Promise<CounterDelta> {
  const read = async (): Promise<Sample[]> => {
    await nextScrape(options.metrics, options.targets);
    return ownSamples(options);
  };
  const quiet = hasUsers(await ownSamples(options)) ? undefined : await read();
  const before = await read();
  if (quiet !== undefined && !hasUsers(before)) refuseTraffic(options, quiet, before, 'before');

  await run();
  // Counters are told of an answer once it has ended.
  await pause(WAITS.reported);
  const after = await read();
  const ownSeries = hasUsers(after);
  if (!ownSeries) refuseTraffic(options, after, await read(), 'after');
  const isCounted = ownSeries ? isOf(options.users) : () => true;
  const delta = total(after.filter(isCounted)) - total(before.filter(isCounted));
  if (delta < 0) throw new Inconclusive(`${options.counter} fell during the interval: what exposes it restarted`);
  return { delta, ownSeries, others: total(after) - total(before) - delta };
}

const total = (samples: Sample[]): number => samples.reduce((sum, { value }) => sum + value, 0);
const hasUsers = (samples: Sample[]): boolean => samples.some(({ labels }) => labels['user'] !== undefined);
const isOf =
  (users: readonly string[]) =>
  ({ labels }: Sample): boolean =>
    users.includes(labels['user'] ?? '');

/** A counter without series has counted nothing yet: that is zero, not an error. */
async function ownSamples({ metrics, counter, targets }: CounterDeltaOptions): Promise<Sample[]> {
  const instances = new Set(targets.map(({ instance }) => instance));
  return distinctSeries(await metrics.query(counter)).filter(({ labels }) => instances.has(labels['instance'] ?? ''));
}

function refuseTraffic({ counter }: CounterDeltaOptions, from: Sample[], to: Sample[], when: string): void {
  const moved = total(to) - total(from);
  if (moved === 0) return;
  throw new Inconclusive(
    `other callers’ traffic: ${counter} moved by ${moved} in the scrape interval just ${when} ours, and does not tell its callers apart; repeat when the gateway is idle`,
  );
}

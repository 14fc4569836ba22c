import { Inconclusive } from '../outcome.ts';
import { markedInterval, moved, total } from './marked-interval.ts';
import type { Metrics, Sample, Target } from './metrics.ts';

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
 * Measures a counter over a marked interval. Where series name their user, only the caller's count; else the total, and
 * there must be no traffic of others. Throws Inconclusive as `markedInterval` does.
 */
export async function counterDelta(options: CounterDeltaOptions, run: () => Promise<void>): Promise<CounterDelta> {
  const { metrics, counter, targets, users } = options;
  const { before, after } = await markedInterval(
    { metrics, targets, counters: [{ name: counter }], mayBeOthers: (reading) => !hasUsers(reading.flat()) },
    run,
  );
  const ownSeries = hasUsers(after.flat());
  const isCounted = ownSeries ? isOf(users) : () => true;
  const delta = total(after.flat().filter(isCounted)) - total(before.flat().filter(isCounted));
  if (delta < 0) throw new Inconclusive(`${counter} fell during the interval: what exposes it restarted`);
  return { delta, ownSeries, others: moved(before, after, 0) - delta };
}

const hasUsers = (samples: Sample[]): boolean => samples.some(({ labels }) => labels['user'] !== undefined);
const isOf =
  (users: readonly string[]) =>
  ({ labels }: Sample): boolean =>
    users.includes(labels['user'] ?? '');

import type { Sample } from '../samples/sample.ts';
import { trendOf, warmUpOf } from '../statistics/trend.ts';
import type { Steadiness } from './measures.ts';

const SLOT_MS = 1_000;
const FEWEST_SLOTS = 10;
/** A trend counts where it changes its mean by so much, and a beginning where it differs so much from the rest. */
const GROWTH = 0.5;
const COOLING = 0.2;

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** How many requests were in flight in the middle of each second. */
function inFlight(samples: readonly Sample[], fromMs: number, slots: number): number[] {
  return Array.from({ length: slots }, (_, slot) => {
    const at = fromMs + (slot + 0.5) * SLOT_MS;
    return samples.filter(({ pickedMs, endMs }) => pickedMs <= at && endMs > at).length;
  });
}

/** The mean of each second in which there was any. */
function perSecond(samples: readonly Sample[], fromMs: number, latencyOf: (sample: Sample) => number): number[] {
  const bySlot = Map.groupBy(samples, ({ schedMs }) => Math.floor((schedMs - fromMs) / SLOT_MS));
  return [...bySlot].toSorted(([a], [b]) => a - b).map(([, own]) => meanOf(own.map(latencyOf)));
}

/**
 * Whether a phase has a steady state. Where the queue grows all the time, its percentiles depend on how long the phase
 * was; where it is not over warming up, on what was warm before.
 */
export function steadinessOf(samples: readonly Sample[], fromMs: number, toMs: number): Steadiness {
  const slots = Math.floor((toMs - fromMs) / SLOT_MS);
  const admitted = samples.filter(({ outcome }) => outcome === 'admitted');
  const latencies = perSecond(
    admitted,
    fromMs,
    ({ schedMs, firstTokenMs, endMs }) => (firstTokenMs ?? endMs) - schedMs,
  );
  if (slots < FEWEST_SLOTS || latencies.length < FEWEST_SLOTS) return 'too-short';
  const queue = inFlight(samples, fromMs, slots);
  const growth = trendOf(queue);
  const latency = trendOf(latencies);
  const grows = (trend: { change: number; significant: boolean }, values: readonly number[]): boolean =>
    trend.significant && trend.change > GROWTH * meanOf(values);
  if (grows(growth, queue) && grows(latency, latencies)) return 'saturating';
  const cut = warmUpOf(latencies);
  const rest = meanOf(latencies.slice(cut));
  const isWarming = cut > 0 && Math.abs(meanOf(latencies.slice(0, cut)) - rest) > COOLING * rest;
  return isWarming ? 'warming' : 'steady';
}

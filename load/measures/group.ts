import { fairness } from '../limiter-accuracy/tier-ratio.ts';
import { variation } from '../plan/gaps.ts';
import type { Plan, PlannedPhase } from '../plan/plan.ts';
import type { Sample } from '../samples/sample.ts';
import { ascending, fewestFor, quantileOf } from '../statistics/quantile.ts';
import { distributionOf } from './distribution.ts';
import { goodputOf } from './goodput.ts';
import type { Distribution, GroupMeasures, Metric, Quantile } from './measures.ts';
import { tpotOf, VALUES } from './request-times.ts';
import { steadinessOf } from './steadiness.ts';

const MS_PER_SECOND = 1_000;
/** Neighbours of so long a time depend on each other, and those of so many times what is in flight. */
const BLOCK_MS = 5_000;
const BLOCK_IN_FLIGHT = 10;
const FEWEST_EVENTS_TO_JUDGE = 4;
/** A stream is buffered where its tokens take less than this part of the time to the first of them. */
const BUFFERED_SHARE = 0.05;

function blockOf(samples: readonly Sample[], durationMs: number): number {
  const busy = samples.reduce((sum, { pickedMs, endMs }) => sum + endMs - pickedMs, 0);
  const inFlight = busy / durationMs;
  return Math.ceil(Math.max(BLOCK_IN_FLIGHT * inFlight, (samples.length * BLOCK_MS) / durationMs));
}

function isBuffered({ sentMs, firstTokenMs, lastTokenMs, gapsMs }: Sample): boolean {
  if (sentMs === undefined || firstTokenMs === undefined || lastTokenMs === undefined) return false;
  if ((gapsMs?.length ?? 0) + 1 < FEWEST_EVENTS_TO_JUDGE) return false;
  return lastTokenMs - firstTokenMs < BUFFERED_SHARE * (firstTokenMs - sentMs);
}

const late = (samples: readonly Sample[]): Quantile => {
  const needs = fewestFor(0.99);
  const values = ascending(samples.map(({ pickedMs, schedMs }) => pickedMs - schedMs));
  if (values.length < needs) return { needs };
  const ms = quantileOf(values, 0.99);
  return { ms, from: ms, to: ms };
};

/** Jain's index of the admitted requests of each user who sent any; undefined for one user alone. */
function fairnessOf(samples: readonly Sample[]): number | undefined {
  const users = Map.groupBy(samples, ({ tier, user }) => `${tier}/${user}`);
  if (users.size < 2) return undefined;
  const index = fairness([...users.values()].map((own) => own.filter(({ outcome }) => outcome === 'admitted').length));
  return Number.isNaN(index) ? undefined : index;
}

function metricsOf(samples: readonly Sample[], block: number): Record<Metric, Distribution> {
  const admitted = samples.filter(({ outcome, encoding }) => outcome === 'admitted' && encoding === undefined);
  const refused = samples.filter(({ outcome }) => outcome === 'refused-early');
  const of = (metric: Metric): Distribution =>
    distributionOf((metric === 'rejection' ? refused : admitted).map(VALUES[metric]), block);
  const [ttft, ttfat, icl, tpot, e2e] = [of('ttft'), of('ttfat'), of('icl'), of('tpot'), of('e2e')];
  const [scheduledTtft, scheduledE2e] = [of('scheduledTtft'), of('scheduledE2e')];
  return { ttft, ttfat, icl, tpot, e2e, scheduledTtft, scheduledE2e, stall: of('stall'), rejection: of('rejection') };
}

/** A tier, or all, and the measured time of its phase. */
export interface Scope {
  tier: string;
  fromMs: number;
  toMs: number;
}

/** Everything about one tier, or all of them, in one phase. `samples` are those due in its measured time, by their time. */
export function measureGroup(
  plan: Plan,
  phase: PlannedPhase,
  { tier, fromMs, toMs }: Scope,
  samples: readonly Sample[],
): GroupMeasures {
  const durationMs = Math.max(1, toMs - fromMs);
  const isOf = (one: string): boolean => tier === 'all' || one === tier;
  const isOpen = phase.rate !== undefined;
  const planned = plan.requests.filter(
    (request) => request.phase === phase.name && isOf(request.tier) && request.atMs >= fromMs && request.atMs < toMs,
  ).length;
  // In a closed phase what was due is what was sent: the rest had no time.
  const offered = isOpen ? Math.max(planned, samples.length) : samples.length;
  const admitted = samples.filter(({ outcome }) => outcome === 'admitted');
  const streams = admitted.filter(({ events }) => events > 0);
  const withUsage = streams.filter(({ usage }) => usage !== undefined);
  const tokenEvents = withUsage.reduce(
    (sum, { gapsMs, firstTokenMs }) => sum + (gapsMs?.length ?? 0) + Number(firstTokenMs !== undefined),
    0,
  );
  const events = streams.reduce((sum, sample) => sum + sample.events, 0);
  const outcomes = Object.fromEntries(
    [...Map.groupBy(samples, ({ outcome }) => outcome)].map(([name, own]) => [name, own.length]),
  );
  const picked = ascending(samples.map(({ pickedMs }) => pickedMs));
  const gaps = Array.from(picked.subarray(1), (at, index) => at - (picked[index] ?? at));
  const goodput = goodputOf(samples, (name) => plan.tiers.find((one) => one.name === name)?.slo, offered, durationMs);
  const index = fairnessOf(samples);
  return {
    phase: phase.name,
    tier,
    fromMs,
    toMs,
    offered,
    outcomes,
    ...(isOpen && { targetRate: (planned * MS_PER_SECOND) / durationMs }),
    rate: (samples.length * MS_PER_SECOND) / durationMs,
    ...(tier === 'all' && phase.cv !== undefined && { targetCv: phase.cv }),
    ...(gaps.length > 1 && { cv: variation(gaps) }),
    latenessMs: late(samples),
    metrics: metricsOf(samples, blockOf(samples, durationMs)),
    outputTokensPerSecond:
      (admitted.reduce((sum, { usage }) => sum + (usage?.completion ?? 0), 0) * MS_PER_SECOND) / durationMs,
    ...(tokenEvents > 0 && {
      tokensPerEvent: withUsage.reduce((sum, { usage }) => sum + (usage?.completion ?? 0), 0) / tokenEvents,
    }),
    usageMissing: streams.length - withUsage.length,
    tpotUndefined: streams.filter((sample) => tpotOf(sample).length === 0).length,
    answerMissing: streams.filter(
      ({ firstTokenMs, firstAnswerMs }) => firstTokenMs !== undefined && firstAnswerMs === undefined,
    ).length,
    coalescedShare: events === 0 ? 0 : streams.reduce((sum, { coalesced }) => sum + coalesced, 0) / events,
    buffered: streams.filter(isBuffered).length,
    newConnections: samples.filter(({ reused }) => !reused).length,
    ...(goodput && { goodput }),
    ...(index !== undefined && { fairness: index }),
    steady: steadinessOf(samples, fromMs, toMs),
  };
}

import type { Plan } from '../plan/plan.ts';
import type { Sample, WatchRecord } from '../samples/sample.ts';
import { ascending, quantileOf } from '../statistics/quantile.ts';
import type { ClientState } from './measures.ts';

/** Beyond this the client's own error would be taken for the server's. */
const MOST_LATE_MS = 5;
/** A second in which a timer came so late, or the loop had no rest, is one in which stamps were late. */
const SLOW_LAG_MS = 20;
const BUSY = 0.9;
const SLOW_SHARE = 0.1;
/** A gap has two stamps: half of one percent late, and the p99 of gaps is the client's. */
const MOST_STALE = 0.005;
const MOST_STEAL = 0.1;

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** The share of the time in which stamps came too late, of the thread that was worst; undefined where nobody looked. */
function staleOf(watch: readonly WatchRecord[]): number | undefined {
  const shares = [...Map.groupBy(watch, ({ worker }) => worker).values()].flatMap((records) => {
    const looked = records.flatMap(({ stale }) => stale ?? []);
    return looked.length === 0 ? [] : [looked.reduce((sum, one) => sum + one, 0) / looked.length];
  });
  return shares.length === 0 ? undefined : Math.max(...shares);
}

/**
 * The samples whose lateness says something of the client: of requests that are due at one instant, in a burst or at the beginning of
 * a closed phase, all but the first are late, whoever sends them.
 */
export function dueAlone(plan: Plan, samples: readonly Sample[]): Sample[] {
  const bursts = new Set(plan.phases.filter(({ kind }) => kind === 'burst').map(({ name }) => name));
  const lanes = new Set<string>();
  const together = new Set<number>();
  for (const { i, phase, lane } of plan.requests) {
    if (lane === undefined || lanes.has(`${phase}/${lane}`)) continue;
    lanes.add(`${phase}/${lane}`);
    together.add(i);
  }
  return samples.filter(({ i, phase }) => !bursts.has(phase) && !together.has(i));
}

/** Whether the client kept up with its own schedule and stamps; where it did not, its latencies say nothing about the server. */
export function clientStateOf(samples: readonly Sample[], watch: readonly WatchRecord[]): ClientState {
  const lateness = ascending(samples.map(({ pickedMs, schedMs }) => pickedMs - schedMs));
  const lateP99Ms = lateness.length === 0 ? undefined : quantileOf(lateness, 0.99);
  const worstLagMs = watch.reduce((most, { lagMs }) => Math.max(most, lagMs), 0);
  const busiest = watch.reduce((most, { busy }) => Math.max(most, busy), 0);
  const steals = watch.flatMap(({ steal }) => (steal === undefined ? [] : [steal]));
  const steal = steals.length === 0 ? undefined : steals.reduce((sum, one) => sum + one, 0) / steals.length;
  const stale = staleOf(watch);
  // Where the share of the time is known, one late timer of a second says nothing more.
  const slow = watch.filter((one) => (one.stale === undefined && one.lagMs > SLOW_LAG_MS) || one.busy > BUSY).length;
  const reasons = [
    ...(lateP99Ms !== undefined && lateP99Ms > MOST_LATE_MS
      ? [`1 % of the requests were sent ${lateP99Ms.toFixed(1)} ms late or more, ${MOST_LATE_MS} ms is the most`]
      : []),
    ...(watch.length > 0 && slow > SLOW_SHARE * watch.length
      ? [
          `the event loop was late or without rest in ${slow} of ${watch.length} seconds (at worst ${worstLagMs.toFixed(0)} ms, ${percent(busiest)} busy)`,
        ]
      : []),
    ...(stale !== undefined && stale > MOST_STALE
      ? [
          `what came in ${(stale * 100).toFixed(1)} % of the time was stamped more than ${MOST_LATE_MS} ms late (the event loop was away for ${worstLagMs.toFixed(0)} ms at worst), ${MOST_STALE * 100} % is the most`,
        ]
      : []),
    ...(steal !== undefined && steal > MOST_STEAL ? [`its host took ${percent(steal)} of the machine away`] : []),
  ];
  return {
    verdict: reasons.length > 0 ? 'bottleneck' : watch.length === 0 ? 'unknown' : 'fit',
    reasons,
    ...(lateP99Ms !== undefined && { lateP99Ms }),
    worstLagMs,
    busiest,
    ...(steal !== undefined && { steal }),
  };
}

import type { Sample, WatchRecord } from '../samples/sample.ts';
import { ascending, quantileOf } from '../statistics/quantile.ts';
import type { ClientState } from './measures.ts';

/** Beyond this the client's own error would be taken for the server's. */
const MOST_LATE_MS = 5;
/** A second in which a timer came so late, or the loop had no rest, is one in which stamps were late. */
const SLOW_LAG_MS = 20;
const BUSY = 0.9;
const SLOW_SHARE = 0.1;
const MOST_STEAL = 0.1;

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** Whether the client kept up with its own schedule and stamps; where it did not, its latencies say nothing about the server. */
export function clientStateOf(samples: readonly Sample[], watch: readonly WatchRecord[]): ClientState {
  const lateness = ascending(samples.map(({ pickedMs, schedMs }) => pickedMs - schedMs));
  const lateP99Ms = lateness.length === 0 ? undefined : quantileOf(lateness, 0.99);
  const worstLagMs = watch.reduce((most, { lagMs }) => Math.max(most, lagMs), 0);
  const busiest = watch.reduce((most, { busy }) => Math.max(most, busy), 0);
  const steals = watch.flatMap(({ steal }) => (steal === undefined ? [] : [steal]));
  const steal = steals.length === 0 ? undefined : steals.reduce((sum, one) => sum + one, 0) / steals.length;
  const slow = watch.filter(({ lagMs, busy }) => lagMs > SLOW_LAG_MS || busy > BUSY).length;
  const reasons = [
    ...(lateP99Ms !== undefined && lateP99Ms > MOST_LATE_MS
      ? [`1 % of the requests were sent ${lateP99Ms.toFixed(1)} ms late or more, ${MOST_LATE_MS} ms is the most`]
      : []),
    ...(watch.length > 0 && slow > SLOW_SHARE * watch.length
      ? [
          `the event loop was late or without rest in ${slow} of ${watch.length} seconds (at worst ${worstLagMs.toFixed(0)} ms, ${percent(busiest)} busy)`,
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

import { duration, holds, type Observation, type Ruling, tooSlow, undecided, violated } from './observation.ts';
import { firstWindow, placed } from './window.ts';

/** Once a request was refused, none is admitted until the window is over. */
export function judgeMonotonicity(observations: readonly Observation[], windowMs: number): Ruling {
  const window = firstWindow(observations, windowMs);
  const refusals = observations.filter(({ outcome }) => outcome === 'refused');
  if (window === undefined || refusals.length === 0)
    return undecided('no request was admitted and then another refused');
  const refusedAt = Math.min(...refusals.map(({ answeredAt }) => answeredAt));
  const later = observations.filter(({ sentAt, outcome }) => sentAt >= refusedAt && outcome !== 'broken');
  const flapping = later.filter((o) => o.outcome === 'admitted' && placed(o, window) === 'inside');
  const [first] = flapping;
  if (first !== undefined) {
    return violated(
      `${flapping.length} of ${later.length} requests admitted after a refusal in the same window, the first ${duration(first.sentAt - refusedAt)} after it`,
    );
  }
  const surely = later.filter((o) => placed(o, window) === 'inside');
  if (surely.length === 0) return tooSlow('no request was sent between the first refusal and the end of the window');
  const last = Math.max(...surely.map(({ answeredAt }) => answeredAt));
  return holds(
    `all ${surely.length} requests in the ${duration(last - refusedAt)} after the first refusal were refused`,
  );
}

import type { Limit } from './exactness.ts';
import {
  duration,
  holds,
  type Observation,
  type Ruling,
  refusedEarly,
  tooSlow,
  undecided,
  violated,
} from './observation.ts';

/** What a burst came to. */
interface Tally {
  admitted: number;
  refused: number;
  /** From the first sending to the last answer, in milliseconds. */
  tookMs: number;
  /** Why some were neither admitted nor refused; undefined where all were. */
  failed?: string;
}

function tally(observations: readonly Observation[]): Tally {
  const count = (outcome: Observation['outcome']): number => observations.filter((o) => o.outcome === outcome).length;
  const broken = observations.filter(({ outcome }) => outcome === 'broken');
  const statuses = [...new Set(broken.map(({ status }) => (status === 0 ? 'no answer' : String(status))))].join(', ');
  return {
    admitted: count('admitted'),
    refused: count('refused'),
    tookMs: Math.max(...observations.map((o) => o.answeredAt)) - Math.min(...observations.map((o) => o.sentAt)),
    failed: broken.length === 0 ? undefined : `${broken.length} neither admitted nor refused (${statuses})`,
  };
}

/**
 * More requests than the limit, released at once: exactly `limit` are admitted. A limiter that checks and updates in one
 * step overshoots by nothing; one that loses admissions refuses a caller what was promised; none answers 5xx.
 */
export function judgeBurst(observations: readonly Observation[], { limit, windowMs }: Limit): Ruling {
  const { admitted, refused, tookMs, failed } = tally(observations);
  const numbers = `${observations.length} at once: ${admitted} admitted, ${refused} refused in ${duration(tookMs)}, limit ${limit}`;
  if (observations.length <= limit)
    return undecided(`a burst of ${observations.length} cannot pass the limit of ${limit}`);
  if (failed !== undefined) return violated(`${failed}; ${numbers}`);
  if (tookMs > windowMs) return tooSlow(`the burst took longer than the window of ${duration(windowMs)}; ${numbers}`);
  if (admitted > limit) return violated(`${admitted - limit} too many admitted; ${numbers}`);
  if (admitted < limit) return refusedEarly(`${limit - admitted} admissions lost; ${numbers}`);
  return holds(numbers);
}

/**
 * No more requests than the limit, released at once: all of them are admitted. In a burst beyond the limit the others fill
 * the places of those that were refused too early; here each of them is seen.
 */
export function judgeRoomyBurst(observations: readonly Observation[], { limit }: Pick<Limit, 'limit'>): Ruling {
  const { admitted, refused, tookMs, failed } = tally(observations);
  const numbers = `${observations.length} at once: ${admitted} admitted in ${duration(tookMs)}, limit ${limit}`;
  if (observations.length === 0) return undecided('no request was sent');
  if (observations.length > limit)
    return undecided(`a burst of ${observations.length} has no room in the limit of ${limit}`);
  if (failed !== undefined) return violated(`${failed}; ${numbers}`);
  return refused > 0 ? refusedEarly(`${refused} admissions lost: ${numbers}`) : holds(numbers);
}

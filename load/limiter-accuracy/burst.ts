import type { Limit } from './exactness.ts';
import { duration, holds, type Observation, type Ruling, undecided, violated } from './observation.ts';

/**
 * More requests than the limit, released at once: exactly `limit` are admitted. A limiter that checks and updates in one
 * step overshoots by nothing; one that loses admissions refuses a caller what was promised; none answers 5xx.
 */
export function judgeBurst(observations: readonly Observation[], { limit, windowMs }: Limit): Ruling {
  const count = (outcome: Observation['outcome']): number => observations.filter((o) => o.outcome === outcome).length;
  const admitted = count('admitted');
  const broken = observations.filter(({ outcome }) => outcome === 'broken');
  const took = Math.max(...observations.map((o) => o.answeredAt)) - Math.min(...observations.map((o) => o.sentAt));
  const numbers = `${observations.length} at once: ${admitted} admitted, ${count('refused')} refused in ${duration(took)}, limit ${limit}`;
  if (observations.length <= limit)
    return undecided(`a burst of ${observations.length} cannot pass the limit of ${limit}`);
  if (broken.length > 0) {
    const statuses = [...new Set(broken.map(({ status }) => (status === 0 ? 'no answer' : String(status))))].join(', ');
    return violated(`${broken.length} neither admitted nor refused (${statuses}); ${numbers}`);
  }
  if (took > windowMs) return undecided(`the burst took longer than the window of ${duration(windowMs)}; ${numbers}`);
  if (admitted > limit) return violated(`${admitted - limit} too many admitted; ${numbers}`);
  if (admitted < limit) return violated(`${limit - admitted} admissions lost; ${numbers}`);
  return holds(numbers);
}

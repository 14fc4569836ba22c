import { type Limit, SAFE_SHARE } from './exactness.ts';
import { duration, holds, type Observation, type Ruling, undecided, violated } from './observation.ts';

/** A stream that its client left before the end. */
export interface AbandonedObservation extends Observation {
  /** Tokens that were certainly used when the client left: of the prompt, and one for each event with text. */
  atLeast: number;
  /** Tokens that the whole stream would have used. */
  atMost: number;
}

/**
 * Streams whose client hangs up, one after the other: what the client has received must count, so none is admitted once as
 * much as the limit was certainly used. What would have followed may count or not.
 */
export function judgeAbandoned(observations: readonly AbandonedObservation[], { limit, windowMs }: Limit): Ruling {
  const [first] = observations;
  if (first === undefined) return undecided('no stream was begun');
  let atLeast = 0;
  let atMost = 0;
  for (const [index, observation] of observations.entries()) {
    const numbers = `${index} streams left early had used ${atLeast} tokens or more, limit ${limit} in ${duration(windowMs)}`;
    const elapsed = observation.answeredAt - first.sentAt;
    if (observation.outcome === 'broken') return undecided(`a stream was answered ${observation.status}: ${numbers}`);
    if (observation.outcome === 'refused') {
      return atMost < limit ? violated(`refused too early: ${numbers}`) : holds(`charged: refused when ${numbers}`);
    }
    if (elapsed > SAFE_SHARE * windowMs)
      return undecided(`too slow to lie in one window (${duration(elapsed)}): ${numbers}`);
    if (atLeast >= limit) return violated(`not charged: still admitted when ${numbers}`);
    atLeast += observation.atLeast;
    atMost += observation.atMost;
  }
  return undecided(
    `the limit was not reached: ${observations.length} streams left early had used ${atLeast} tokens or more, limit ${limit}`,
  );
}

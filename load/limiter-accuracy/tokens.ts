import { type Limit, SAFE_SHARE } from './exactness.ts';
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

/** A request under a token limit, with what its answer said it used (usage.total_tokens; 0 for a refusal, or where it said nothing). */
export interface MeteredObservation extends Observation {
  tokens: number;
}

/**
 * A token limit asks "would one more fit?" before a request and adds the answer's usage after it. So, one request after the
 * other, a request is admitted if and only if less than the limit has been consumed; the one that crosses it is served whole.
 */
export function judgeTokens(observations: readonly MeteredObservation[], { limit, windowMs }: Limit): Ruling {
  const [first] = observations;
  if (first === undefined) return undecided('no request was sent');
  let consumed = 0;
  for (const [index, observation] of observations.entries()) {
    const numbers = `${consumed} tokens consumed by ${index} requests, limit ${limit} in ${duration(windowMs)}`;
    const elapsed = observation.answeredAt - first.sentAt;
    if (observation.outcome === 'broken') return undecided(`a request was answered ${observation.status}: ${numbers}`);
    if (observation.outcome === 'refused') {
      // A refusal before the limit is wrong at any time: a window that ended would only have given tokens back.
      return consumed < limit ? refusedEarly(`refused too early: ${numbers}`) : holds(`refused at ${numbers}`);
    }
    if (elapsed > SAFE_SHARE * windowMs)
      return tooSlow(`too slow to lie in one window (${duration(elapsed)}): ${numbers}`);
    if (consumed >= limit) return violated(`admitted although the tokens were spent: ${numbers}`);
    if (observation.tokens === 0)
      return undecided(`an answer did not say what it used (usage.total_tokens): ${numbers}`);
    consumed += observation.tokens;
  }
  return undecided(
    `the limit was not reached: ${consumed} tokens consumed by ${observations.length} requests, limit ${limit}`,
  );
}

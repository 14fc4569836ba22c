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

/** A stream that its client left before the end. */
export interface AbandonedObservation extends Observation {
  /** When the rest of the stream, which a gateway may still read, is over by experience: a refusal from then on is for what was used. */
  quietAt: number;
  /** When even a slow gateway has reported what was used: an admission from then on is not for want of time. */
  settledAt: number;
  /** Tokens that were certainly used when the client left: of the prompt, and one for each event with text. */
  atLeast: number;
  /** Tokens that the whole stream would have used. */
  atMost: number;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/**
 * Streams whose client hangs up, several at once or one after the other: what the client has received must count, so none
 * is admitted once as much as the limit was certainly used. What would have followed may count or not.
 *
 * A refusal tells that streams were charged only where none was under way: a limiter may hold back what a running stream
 * could use, and give it back when its client leaves.
 */
export function judgeAbandoned(observations: readonly AbandonedObservation[], { limit, windowMs }: Limit): Ruling {
  const inOrder = [...observations].sort((a, b) => a.sentAt - b.sentAt);
  const [first] = inOrder;
  if (first === undefined) return undecided('no stream was begun');
  for (const one of inOrder) {
    const others = inOrder.filter((o) => o !== one && o.outcome === 'admitted');
    const settled = others.filter((o) => o.settledAt <= one.sentAt);
    const begun = others.filter((o) => o.sentAt < one.answeredAt);
    const quiet = others.filter((o) => o.quietAt <= one.sentAt);
    const atLeast = sum(settled.map((o) => o.atLeast));
    const numbers = `${quiet.length} streams left early had used ${sum(quiet.map((o) => o.atLeast))} tokens or more, limit ${limit} in ${duration(windowMs)}`;
    if (one.outcome === 'broken') return undecided(`a stream was answered ${one.status}: ${numbers}`);
    if (one.outcome === 'refused') {
      if (sum(begun.map((o) => o.atMost)) < limit) return refusedEarly(`refused too early: ${numbers}`);
      if (begun.length === quiet.length) return holds(`charged: refused when ${numbers}`);
      continue;
    }
    const elapsed = one.answeredAt - first.sentAt;
    if (elapsed > SAFE_SHARE * windowMs)
      return tooSlow(`too slow to lie in one window (${duration(elapsed)}): ${numbers}`);
    if (atLeast >= limit) return violated(`not charged: still admitted when ${numbers}`);
  }
  const admitted = inOrder.filter(({ outcome }) => outcome === 'admitted');
  return undecided(
    `the limit was not reached: ${admitted.length} streams left early had used ${sum(admitted.map((o) => o.atLeast))} tokens or more, limit ${limit}`,
  );
}

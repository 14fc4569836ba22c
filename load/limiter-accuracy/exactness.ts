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
import { firstWindow, placed } from './window.ts';

/** Share of the window in which all requests of an exact count must be answered: room for the edge's uncertainty. */
export const SAFE_SHARE = 0.8;
/** The same where only a limit that was kept is concluded from it: the window is already the shortest that fits what was seen. */
const KEPT_SHARE = 0.9;

export interface Limit {
  limit: number;
  windowMs: number;
}

/**
 * Exactly `limit` requests of a whole quota are admitted, and the next is refused.
 *
 * A request that is refused while fewer than `limit` others can have been counted is a violation whatever the clock says;
 * one admitted beyond the limit is a violation when all of them lie surely inside one window.
 */
export function judgeExactness(observations: readonly Observation[], { limit, windowMs }: Limit): Ruling {
  const window = firstWindow(observations, windowMs);
  if (window === undefined) return noneAdmitted(observations);
  const premature = observations.find((refusal) => {
    if (refusal.outcome !== 'refused') return false;
    const countedBefore = observations.filter((o) => o.outcome !== 'refused' && o.sentAt < refusal.answeredAt);
    return countedBefore.length < limit;
  });
  const admitted = observations.filter(({ outcome }) => outcome === 'admitted');
  if (premature !== undefined) {
    return refusedEarly(`refused after ${admitted.length} admitted requests, the limit is ${limit}`);
  }
  const inside = admitted.filter((o) => placed(o, window) === 'inside');
  if (inside.length > limit) {
    return violated(`${inside.length} requests admitted in one window of ${duration(windowMs)}, the limit is ${limit}`);
  }
  return withinTime(observations, { limit, windowMs }, window.start.from);
}

/**
 * What fewer requests than the limit can show: none of them may be refused. That they are all admitted proves the limit only
 * up to their number, so the ruling never holds.
 */
export function judgeUpTo(observations: readonly Observation[], { limit, windowMs }: Limit): Ruling {
  const admitted = observations.filter(({ outcome }) => outcome === 'admitted').length;
  const refused = observations.filter(({ outcome }) => outcome === 'refused').length;
  if (observations.length === 0) return undecided('no request was sent');
  if (refused > 0 && observations.length <= limit)
    return refusedEarly(`refused after ${admitted} admitted requests, the limit is ${limit}`);
  const numbers = `${admitted} of ${observations.length} admitted, limit ${limit} in ${duration(windowMs)}`;
  if (admitted < observations.length) return undecided(`not every request was answered: ${numbers}`);
  return undecided(`proven up to ${admitted} of ${limit} requests; raise --request-budget above ${limit} for the rest`);
}

function noneAdmitted(observations: readonly Observation[]): Ruling {
  const statuses = [...new Set(observations.map(({ status }) => status))].join(', ');
  if (observations.length === 0) return undecided('no request was sent');
  return observations.every(({ outcome }) => outcome === 'refused')
    ? refusedEarly(`not one of ${observations.length} requests of a whole quota was admitted`)
    : undecided(`no request was admitted; statuses ${statuses}`);
}

function withinTime(observations: readonly Observation[], { limit, windowMs }: Limit, startedAt: number): Ruling {
  const took = Math.max(...observations.map(({ answeredAt }) => answeredAt)) - startedAt;
  const timely = observations.filter(({ answeredAt }) => answeredAt - startedAt <= KEPT_SHARE * windowMs);
  const admitted = observations.filter(({ outcome }) => outcome === 'admitted').length;
  const refused = observations.filter(({ outcome }) => outcome === 'refused').length;
  const broken = observations.length - admitted - refused;
  const numbers = `${admitted} admitted and ${refused} refused in ${duration(took)}, limit ${limit} in ${duration(windowMs)}`;
  if (broken > 0) return undecided(`${broken} requests were neither admitted nor refused (${numbers})`);
  if (refused === 0 || admitted < limit)
    return (took > windowMs ? tooSlow : undecided)(`the limit was not reached: ${numbers}`);
  // A refusal that came late adds nothing to those that came in time; an admission may be of the next window.
  const isProven =
    timely.filter(({ outcome }) => outcome === 'admitted').length === admitted &&
    timely.some(({ outcome }) => outcome === 'refused');
  if (!isProven) return tooSlow(`too slow to lie in one window: ${numbers}`);
  return holds(numbers);
}

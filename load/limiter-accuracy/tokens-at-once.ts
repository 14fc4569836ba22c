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
import type { MeteredObservation } from './tokens.ts';

const percent = (part: number, whole: number): string => `${Math.round((100 * part) / whole)} %`;

/** How the limiter treats tokens that are not known yet, as far as behaviour tells. */
function modeOf(refused: number, consumed: number, limit: number): string {
  if (refused === 0) return 'check and report, without reserving';
  // Refused for what others might still use: what they did use would not have been enough.
  if (consumed < limit) return `reservation (${refused} refused)`;
  return `reservation or not cannot be told (${refused} refused, maybe when the first answers had spent the limit)`;
}

/**
 * Chats at the same time against a token limit, and one more once all of them have ended.
 *
 * Where the limiter asks first and adds the usage later ("check and report"), all of them are admitted and may pass the limit
 * together; where it reserves, some are refused and a part of the limit may stay unused. Both are told. Whichever it is, what
 * they used must count: the next one is admitted if and only if less than the limit has been consumed.
 */
export function judgeTokensAtOnce(
  atOnce: readonly MeteredObservation[],
  next: Observation,
  { limit, windowMs }: Limit,
): Ruling {
  const admitted = atOnce.filter(({ outcome }) => outcome === 'admitted');
  const refused = atOnce.filter(({ outcome }) => outcome === 'refused').length;
  const broken = [...atOnce, next].find(({ outcome }) => outcome === 'broken');
  if (broken !== undefined) return undecided(`a request was answered ${broken.status || 'nothing'}`);
  if (admitted.length === 0)
    return atOnce.length === 0
      ? undecided('no request was sent')
      : refusedEarly(`not one of ${atOnce.length} requests of a whole quota was admitted`);
  const consumed = admitted.reduce((sum, { tokens }) => sum + tokens, 0);
  const mode = modeOf(refused, consumed, limit);
  const used =
    consumed >= limit
      ? `overshoot ${percent(consumed - limit, limit)}`
      : `${percent(limit - consumed, limit)} of the limit unused`;
  const numbers = `${admitted.length} of ${atOnce.length} at once admitted, ${consumed} tokens of a limit of ${limit}, ${used}: ${mode}`;
  // A refusal before the limit is wrong at any time: a window that ended would only have given tokens back.
  if (next.outcome === 'refused')
    return consumed < limit
      ? refusedEarly(`the next refused too early: ${numbers}`)
      : holds(`${numbers}; the next refused`);
  const elapsed = next.answeredAt - Math.min(...atOnce.map(({ sentAt }) => sentAt));
  if (elapsed > SAFE_SHARE * windowMs)
    return tooSlow(`too slow to lie in one window (${duration(elapsed)}): ${numbers}`);
  if (consumed >= limit) return violated(`the next admitted although the tokens were spent: ${numbers}`);
  return refused > 0 ? holds(`${numbers}; the next admitted`) : undecided(`the limit was not reached: ${numbers}`);
}

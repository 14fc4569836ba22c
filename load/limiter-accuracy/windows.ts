import type { Limit } from './exactness.ts';
import {
  type Band,
  duration,
  holds,
  type Observation,
  type Ruling,
  refusedEarly,
  tooSlow,
  undecided,
  violated,
} from './observation.ts';
import { reconstructed, type WindowUse } from './reconstruction.ts';
import { placed } from './window.ts';

/** `5`, or `4 to 6` where the edges of the window leave it open. */
const counted = ({ from, to }: Band): string => (from === to ? String(from) : `${from} to ${to}`);

/** Refusals that were surely decided in the window: not before it can have begun, nor after it can have ended. */
const refusedIn = (observations: readonly Observation[], window: WindowUse): Observation[] =>
  observations.filter(
    (one) => one.outcome === 'refused' && one.sentAt > window.start.to && placed(one, window) === 'inside',
  );

/** A refusal although less than the limit can have been counted in its window before it: quota that was not given. */
function underUse(refusals: readonly Observation[], window: WindowUse, broken: readonly Observation[], limit: number) {
  return refusals.flatMap((refusal) => {
    // A request without a usable answer may have been counted as well.
    const before = [...window.possible, ...broken].filter(({ sentAt }) => sentAt < refusal.answeredAt).length;
    return before < limit ? [{ refusal, before }] : [];
  })[0];
}

/**
 * Every window of a counter, one after the other: none admits more than the limit (overshoot), and none refuses before
 * the limit is used up (under-use). A window counts as exact where it refused somebody and its whole band is the limit.
 */
export function judgeWindows(observations: readonly Observation[], { limit, windowMs }: Limit): Ruling {
  const windows = reconstructed(observations, windowMs);
  const broken = observations.filter(({ outcome }) => outcome === 'broken');
  const uses = windows.map(({ admitted }) => counted(admitted)).join(', ');
  const numbers = `${uses} admitted in ${windows.length} windows of ${duration(windowMs)}, limit ${limit}`;
  let exact = 0;
  let open = 0;
  for (const [index, window] of windows.entries()) {
    const { admitted } = window;
    const which = windows.length === 1 ? 'the window' : `window ${index + 1} of ${windows.length}`;
    if (admitted.from > limit) return violated(`${counted(admitted)} admitted in ${which}: ${numbers}`);
    const refusals = refusedIn(observations, window);
    const early = underUse(refusals, window, broken, limit);
    if (early !== undefined)
      return refusedEarly(`refused in ${which} after at most ${early.before} of ${limit}: ${numbers}`);
    if (admitted.from !== admitted.to && admitted.to > limit) open += 1;
    else if (refusals.length > 0 && admitted.from === limit && admitted.to === limit) exact += 1;
  }
  if (windows.length === 0) return undecided('no request was admitted');
  if (broken.length > 0) return undecided(`${broken.length} requests were neither admitted nor refused: ${numbers}`);
  if (open > 0) return tooSlow(`the edges of ${open} windows leave it open whether they passed the limit: ${numbers}`);
  if (exact === 0) return undecided(`no window was used up and then refused: ${numbers}`);
  return holds(numbers);
}

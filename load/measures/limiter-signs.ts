import type { Limit } from '../limiter-accuracy/exactness.ts';
import type { Observation } from '../limiter-accuracy/observation.ts';
import { reconstructed, type WindowUse } from '../limiter-accuracy/reconstruction.ts';
import { medianOf } from '../statistics/quantile.ts';

/** What one user of a tier saw, and the windows that follow from it. */
interface Use {
  seen: readonly Observation[];
  windows: readonly WindowUse[];
}

/** A window that ends so much sooner than it should is no matter of the clock's uncertainty. */
const EARLY_SHARE = 0.9;
const MOST_LIMITERS = 5;
const SLIGHTLY = 2;

const refusedIn = ({ seen }: Use, { start, end }: WindowUse): boolean =>
  seen.some(({ outcome, sentAt, answeredAt }) => outcome === 'refused' && sentAt >= start.from && answeredAt <= end.to);

const OTHER_WINDOWS =
  'windows end early: they follow the clock and not the first request, or are shorter than the policy says';

const areAtOnce = ({ seen }: Use): boolean =>
  seen.some(({ sentAt }, at) => at > 0 && sentAt < (seen[at - 1]?.answeredAt ?? 0));

/** How many each window admitted that was used up: those of others say how much was asked for, not how much was allowed. */
const usedUp = (uses: readonly Use[]): number[] =>
  uses.flatMap((use) => use.windows.filter((window) => refusedIn(use, window)).map(({ admitted }) => admitted.to));

/** How long after its first admission each user was admitted again, once it had been refused. */
function comebacks(uses: readonly Use[]): number[] {
  return uses.flatMap(({ seen }) => {
    const first = seen.find(({ outcome }) => outcome === 'admitted');
    const refusal = seen.findIndex(({ outcome }) => outcome === 'refused');
    const again = refusal === -1 ? undefined : seen.slice(refusal).find(({ outcome }) => outcome === 'admitted');
    return first === undefined || again === undefined ? [] : [again.answeredAt - first.sentAt];
  });
}

const all = (values: readonly number[], holds: (value: number) => boolean): boolean =>
  values.length > 0 && values.every(holds);

/** What each user was admitted in a first window, of all users together. */
const firstWindows = (uses: readonly Use[]): number =>
  uses.reduce((sum, { windows }) => sum + (windows[0]?.admitted.to ?? 0), 0);

/**
 * What a limit that was not kept looks like, from how much it admitted to whom: where to search. A sign is no proof, and
 * some defects look alike; the ruling stands without it.
 */
export function limiterSign(
  users: readonly (readonly Observation[])[],
  { limit, windowMs }: Limit,
): string | undefined {
  const uses = users.map((seen) => ({ seen, windows: reconstructed(seen, windowMs) }));
  if (!users.flat().some(({ outcome }) => outcome === 'refused'))
    return 'nothing is limited: no policy is in force, or it fails open';
  if (all(comebacks(uses), (after) => after < EARLY_SHARE * windowMs)) return OTHER_WINDOWS;
  const full = usedUp(uses);
  const shared = uses.length > 1 && all(full, (count) => count < limit) && Math.abs(firstWindows(uses) - limit) <= 1;
  const halved = all(full, (count) => Math.abs(count - limit / 2) < 1);
  if (shared && halved) return 'the users of the tier share one counter, or each request is counted twice';
  if (shared) return 'the users of the tier share one counter';
  if (halved) return 'each request is counted twice';
  return overshootSign(uses, full, limit);
}

/** What windows that admit too many, or one or two too few, look like. */
function overshootSign(uses: readonly Use[], full: readonly number[], limit: number): string | undefined {
  const usual = medianOf(full);
  const limiters = Math.round(usual / limit);
  const isMultiple = limiters > 1 && limiters <= MOST_LIMITERS && Math.abs(usual - limiters * limit) <= 1;
  if (isMultiple && all(full, (count) => count <= limiters * limit + 1))
    return `${limiters} limiters count without knowing of each other`;
  const off = (full[0] ?? limit) - limit;
  if (off !== 0 && Math.abs(off) <= SLIGHTLY && all(full, (count) => count === limit + off))
    return `every window admits ${Math.abs(off)} ${off > 0 ? 'too many' : 'too few'}: compared with the wrong bound`;
  const over = full.filter((count) => count > limit);
  if (over.length === 0 || new Set(full).size === 1) return undefined;
  // One after the other no check can come before a count: then what overshot were two windows, taken for one.
  return uses.some(areAtOnce) ? 'requests at once pass the check before any of them is counted' : OTHER_WINDOWS;
}

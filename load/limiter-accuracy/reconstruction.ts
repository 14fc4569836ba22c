import type { Band, Observation } from './observation.ts';
import { firstWindow, placed, type Window } from './window.ts';

/** One window of a counter as far as its client can tell: when it was, and how many it admitted, at least and at most. */
export interface WindowUse extends Window {
  admitted: Band;
  /** What may have been counted in it, in the order of sending: for what a refusal in it must have had before it. */
  possible: readonly Observation[];
}

/** Admitted requests by where they were counted: in a window, after it, or at an instant that leaves both open. */
interface Places {
  inside: Observation[];
  open: Observation[];
  after: Observation[];
}

/**
 * Near the edge a refusal decides: a limiter that refused once in a window admits again only in a later one. One that does
 * not is seen where it does so well inside the window.
 */
function places(admitted: readonly Observation[], refusals: readonly Observation[], window: Window): Places {
  const within = refusals.filter(({ sentAt }) => sentAt > window.start.to);
  const refusedAt = Math.min(Number.POSITIVE_INFINITY, ...within.map(({ answeredAt }) => answeredAt));
  const found = Map.groupBy(admitted, (one) => {
    const place = placed(one, window);
    return place === 'open' && one.sentAt >= refusedAt ? 'after' : place;
  });
  return { inside: found.get('inside') ?? [], open: found.get('open') ?? [], after: found.get('after') ?? [] };
}

/** A later window opens at the first request that the one before did not count: one after its end, or near it. */
function nextWindow(
  { open, after }: Places,
  broken: readonly Observation[],
  { end }: Window,
  windowMs: number,
): Window | undefined {
  // Of those near the edge all may belong to the window before: whether they opened another one cannot be told.
  if (after.length === 0) return undefined;
  // One without a usable answer may have been counted and have opened it.
  const openers = [...open, ...after, ...broken.filter(({ answeredAt }) => answeredAt >= end.from)];
  const from = Math.max(end.from, Math.min(...openers.map(({ sentAt }) => sentAt)));
  const to = Math.min(...after.map(({ answeredAt }) => answeredAt));
  return { start: { from, to }, end: { from: from + windowMs, to: to + windowMs } };
}

/**
 * The windows of one counter, from what its only client saw. Limitador's windows do not follow each other without a gap:
 * each starts at the first counted request after the end of the last. A request in flight across an edge may have been
 * counted on either side, so edges and counts are bands, and those of later windows are wider.
 */
export function reconstructed(observations: readonly Observation[], windowMs: number): WindowUse[] {
  const found: WindowUse[] = [];
  const broken = observations.filter(({ outcome }) => outcome === 'broken');
  const refusals = observations.filter(({ outcome }) => outcome === 'refused');
  let left = observations.filter(({ outcome }) => outcome === 'admitted');
  let surelyLater: readonly Observation[] = left;
  let window = firstWindow(observations, windowMs);
  while (window !== undefined) {
    const current = places(left, refusals, window);
    const { inside, open, after } = current;
    // What was near the edge of the window before may have been counted there.
    const surely = inside.filter((one) => surelyLater.includes(one));
    const possible = [...inside, ...open].toSorted((a, b) => a.sentAt - b.sentAt);
    found.push({ ...window, admitted: { from: surely.length, to: possible.length }, possible });
    window = nextWindow(current, broken, window, windowMs);
    left = [...open, ...after];
    surelyLater = after;
  }
  return found;
}

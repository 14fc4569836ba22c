import type { Band, Observation } from './observation.ts';
import { firstWindow, placed, type Window } from './window.ts';

/** One window of a counter as far as its client can tell: when it was, and how many it admitted, at least and at most. */
export interface WindowUse extends Window {
  admitted: Band;
  /** What may have been counted in it, in the order of sending: for what a refusal in it must have had before it. */
  possible: readonly Observation[];
}

/** A later window opens at the first request that the one before did not count: one after its end, or near it. */
function nextWindow(
  rest: readonly Observation[],
  broken: readonly Observation[],
  { end }: Window,
  windowMs: number,
): Window | undefined {
  const surely = rest.filter(({ sentAt }) => sentAt > end.to);
  // Of those near the edge all may belong to the window before: whether they opened another one cannot be told.
  if (surely.length === 0) return undefined;
  // One without a usable answer may have been counted and have opened it.
  const openers = [...rest, ...broken.filter(({ answeredAt }) => answeredAt >= end.from)];
  const from = Math.max(end.from, Math.min(...openers.map(({ sentAt }) => sentAt)));
  const to = Math.min(...surely.map(({ answeredAt }) => answeredAt));
  return { start: { from, to }, end: { from: from + windowMs, to: to + windowMs } };
}

/**
 * The windows of one counter, from what its only client saw. Limitador's windows do not follow each other
 * without a gap: each starts at the first counted request after the end of the last. A request in flight across an edge
 * may have been counted on either side, so edges and counts are bands, and those of later windows are wider.
 */
export function reconstructed(observations: readonly Observation[], windowMs: number): WindowUse[] {
  const found: WindowUse[] = [];
  let left = observations.filter(({ outcome }) => outcome === 'admitted').toSorted((a, b) => a.sentAt - b.sentAt);
  let surelyBefore: readonly Observation[] = [];
  const broken = observations.filter(({ outcome }) => outcome === 'broken');
  let window = firstWindow(observations, windowMs);
  while (window !== undefined) {
    const current = window;
    const place = Map.groupBy(left, (one) => placed(one, current));
    const inside = place.get('inside') ?? [];
    const open = place.get('open') ?? [];
    // What was near the edge of the window before may have been counted there.
    const surely = inside.filter((one) => surelyBefore.length === 0 || surelyBefore.includes(one));
    const possible = [...inside, ...open];
    found.push({ ...current, admitted: { from: surely.length, to: possible.length }, possible });
    const rest = [...open, ...(place.get('after') ?? [])].toSorted((a, b) => a.sentAt - b.sentAt);
    surelyBefore = place.get('after') ?? [];
    window = nextWindow(rest, broken, current, windowMs);
    left = rest;
  }
  return found;
}

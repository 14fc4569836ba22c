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
import { firstWindow, type Window } from './window.ts';

/** How near to the window's end the last refusal must lie, as a share of the window. */
const NEAR_END = 0.9;

export interface Reset {
  windowMs: number;
  /** How much earlier or later than the window's end still counts as in time, in milliseconds. */
  toleranceMs: number;
}

/**
 * A spent quota is whole again when the window that its first request opened is over: not sooner, not later. The window's
 * edges are bands; it is a violation only where the whole band is on the wrong side.
 */
export function judgeReset(observations: readonly Observation[], { windowMs, toleranceMs }: Reset): Ruling {
  const window = firstWindow(observations, windowMs);
  const refusals = observations.filter(({ outcome }) => outcome === 'refused');
  if (window === undefined || refusals.length === 0)
    return undecided('no request was admitted and then another refused');
  const spentAt = Math.min(...refusals.map(({ answeredAt }) => answeredAt));
  if (spentAt >= window.end.from)
    return tooSlow('the quota was not spent within the window that its first request opened');
  const back = observations
    .filter(({ outcome, sentAt }) => outcome === 'admitted' && sentAt >= spentAt)
    .reduce<Observation | undefined>((a, b) => (a === undefined || b.sentAt < a.sentAt ? b : a), undefined);
  const late = refusals.filter(
    ({ sentAt }) => sentAt > window.end.to + toleranceMs && (back === undefined || sentAt < back.sentAt),
  );
  if (late.length > 0) {
    const worst = Math.max(...late.map(({ sentAt }) => sentAt)) - window.end.to;
    return refusedEarly(`still refused ${duration(worst)} after the window of ${duration(windowMs)} was over`);
  }
  if (back === undefined) return undecided('no request was sent after the end of the window');
  if (back.answeredAt < window.end.from - toleranceMs) {
    return violated(
      `admitted again ${duration(back.answeredAt - window.start.from)} after the first request, the window is ${duration(windowMs)}`,
    );
  }
  return inTime(refusals, back, window, windowMs);
}

function inTime(refusals: readonly Observation[], back: Observation, window: Window, windowMs: number): Ruling {
  const lastRefusal = Math.max(
    ...refusals.filter(({ sentAt }) => sentAt < back.sentAt).map(({ answeredAt }) => answeredAt),
  );
  const near = lastRefusal - window.start.from;
  if (near < NEAR_END * windowMs) {
    return tooSlow(
      `the last refusal lies ${duration(near)} into a window of ${duration(windowMs)}: too far from its end`,
    );
  }
  const lag = `${duration(back.sentAt - window.end.to)} to ${duration(back.answeredAt - window.end.from)}`;
  return holds(`refused ${duration(near)} into a window of ${duration(windowMs)}, admitted ${lag} after its end`);
}

import type { Band, Observation } from './observation.ts';

/**
 * A fixed window as seen from outside. Limitador starts a counter's window at its first counted request, and that request
 * was counted at some instant between its sending and its answer: so every edge of a window is a band, not a point.
 */
export interface Window {
  start: Band;
  end: Band;
}

/** The window that the first admitted request opened, or undefined where none was admitted. */
export function firstWindow(observations: readonly Observation[], windowMs: number): Window | undefined {
  const admitted = observations.filter(({ outcome }) => outcome === 'admitted');
  if (admitted.length === 0) return undefined;
  // With several in flight any of them may have been counted first: no earlier than the first sending, and no later than
  // the first answer. One that got no usable answer may have been counted, too, and have opened the window.
  const from = Math.min(...observations.flatMap(({ outcome, sentAt }) => (outcome === 'refused' ? [] : [sentAt])));
  const to = Math.min(...admitted.map(({ answeredAt }) => answeredAt));
  return { start: { from, to }, end: { from: from + windowMs, to: to + windowMs } };
}

/** Whether a request was counted in the window, after it, or at an instant that leaves both open. */
export function placed(observation: Observation, window: Window): 'inside' | 'after' | 'open' {
  if (observation.answeredAt < window.end.from) return 'inside';
  if (observation.sentAt > window.end.to) return 'after';
  return 'open';
}

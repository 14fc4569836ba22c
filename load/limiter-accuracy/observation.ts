/** One request against a limit, as its client saw it. Times are milliseconds of one monotonic clock. */
export interface Observation {
  sentAt: number;
  /** When the answer's status was known. */
  answeredAt: number;
  /** `broken`: neither admitted nor refused (a server error, no answer); it may or may not have been counted. */
  outcome: 'admitted' | 'refused' | 'broken';
  /** HTTP status; 0 where there was no answer. */
  status: number;
}

/** A stretch of time in which an instant must lie. */
export interface Band {
  from: number;
  to: number;
}

/** What can be said about a limiter from the client's side: `undecided` where the clock leaves both answers open. */
export interface Ruling {
  verdict: 'holds' | 'violated' | 'undecided';
  /** What was seen, with its numbers. */
  text: string;
  /** true: violated by a refusal where there should be none, as of a caller whose quota was already in use. */
  early?: true;
  /** true: undecided because the answers took too long; at a quieter time the same may be decided. */
  slow?: true;
}

export const holds = (text: string): Ruling => ({ verdict: 'holds', text });
export const violated = (text: string): Ruling => ({ verdict: 'violated', text });
/** Refused although fewer were counted than the limit allows: a violation, unless somebody else had spent the rest. */
export const refusedEarly = (text: string): Ruling => ({ verdict: 'violated', text, early: true });
export const undecided = (text: string): Ruling => ({ verdict: 'undecided', text });
export const tooSlow = (text: string): Ruling => ({ verdict: 'undecided', text, slow: true });

/** Milliseconds as people read them: 5.3 s, 80 ms. */
export function duration(ms: number): string {
  return Math.abs(ms) >= 1_000 ? `${(ms / 1_000).toFixed(1)} s` : `${Math.round(ms)} ms`;
}

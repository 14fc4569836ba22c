import type { Limit } from './exactness.ts';
import { type Band, duration, holds, type Ruling, refusedEarly, undecided, violated } from './observation.ts';
import type { MeteredObservation } from './tokens.ts';

/** One request of a load run: its tokens are reported when its answer has ended. Milliseconds of one monotonic clock. */
export interface MeteredSpan extends MeteredObservation {
  endedAt: number;
}

/** A report reaches the limiter so long after the answer’s end at most; the last event may come so long after it. */
const REPORT_MS = 100;

/**
 * The most tokens that the window of a request may have counted when it was decided: no window reaches further back than its
 * length. Those of answers that are still on their way are in it, too: a limiter may hold what they will use.
 */
export function tokensBefore(spans: readonly MeteredSpan[], at: MeteredSpan, windowMs: number): number {
  return spans
    .filter(({ outcome, sentAt, endedAt }) => {
      const isRecent = endedAt + REPORT_MS >= at.sentAt - windowMs;
      return outcome !== 'refused' && isRecent && sentAt < at.answeredAt;
    })
    .reduce((sum, { tokens }) => sum + tokens, 0);
}

interface TokenWindow {
  start: Band;
  end: Band;
  /** Surely reported inside of it. */
  counted: readonly MeteredSpan[];
}

/** A window opens with the first report after the one before it has ended. */
function tokenWindows(spans: readonly MeteredSpan[], windowMs: number): TokenWindow[] {
  const reports = spans.filter(({ outcome }) => outcome === 'admitted').toSorted((a, b) => a.endedAt - b.endedAt);
  const windows: TokenWindow[] = [];
  let openEnd: Band = { from: Number.NEGATIVE_INFINITY, to: Number.NEGATIVE_INFINITY };
  for (const report of reports) {
    if (report.endedAt - REPORT_MS <= openEnd.to) continue;
    const { from: ended } = openEnd;
    const first = reports.find(({ endedAt }) => endedAt + REPORT_MS > ended) ?? report;
    const start = { from: first.endedAt - REPORT_MS, to: report.endedAt + REPORT_MS };
    const end = { from: start.from + windowMs, to: start.to + windowMs };
    const counted = reports.filter(
      ({ endedAt }) => endedAt >= report.endedAt && endedAt + REPORT_MS < end.from && endedAt - REPORT_MS > ended,
    );
    windows.push({ start, end, counted });
    openEnd = end;
  }
  return windows;
}

/** A request that was admitted although its window had surely counted the limit before it was sent. */
function overspent(spans: readonly MeteredSpan[], windows: readonly TokenWindow[], limit: number) {
  for (const { start, end, counted } of windows)
    for (const span of spans) {
      if (span.outcome !== 'admitted' || span.sentAt <= start.to || span.answeredAt >= end.from) continue;
      const spent = counted
        .filter(({ endedAt }) => endedAt + REPORT_MS <= span.sentAt)
        .reduce((sum, { tokens }) => sum + tokens, 0);
      if (spent >= limit) return spent;
    }
  return undefined;
}

/**
 * Every window of a user’s token counter under load. A request is admitted while less than the limit is counted; what is on its way
 * when the limit is spent is served whole, so that a window overshoots by that at most. Refusals that something else explains
 * must not be among them.
 */
export function judgeTokenWindows(spans: readonly MeteredSpan[], { limit, windowMs }: Limit): Ruling {
  const admitted = spans.filter(({ outcome }) => outcome === 'admitted');
  const refused = spans.filter(({ outcome }) => outcome === 'refused');
  if (admitted.length === 0) return undecided('no request was admitted');
  const windows = tokenWindows(spans, windowMs);
  const most = Math.max(0, ...windows.map(({ counted }) => counted.reduce((sum, { tokens }) => sum + tokens, 0)));
  const over = most > limit ? `, ${most - limit} of them over it by what was on its way` : '';
  const numbers = `up to ${most} tokens in one of ${windows.length} windows of ${duration(windowMs)}, limit ${limit}${over}`;
  const spent = overspent(spans, windows, limit);
  if (spent !== undefined) return violated(`admitted although ${spent} tokens were spent: ${numbers}`);
  const early = refused.find((one) => tokensBefore(spans, one, windowMs) < limit);
  if (early !== undefined)
    return refusedEarly(`refused after at most ${tokensBefore(spans, early, windowMs)} tokens: ${numbers}`);
  if (admitted.some(({ tokens }) => tokens === 0))
    return undecided(`an answer did not say what it used (usage.total_tokens): ${numbers}`);
  return refused.length === 0 ? undecided(`the limit was not reached: ${numbers}`) : holds(numbers);
}

import type { Tally } from '../../load/engine/messages.ts';
import type { Plan } from '../../load/plan/plan.ts';
import { ascending, quantileOf } from '../../load/statistics/quantile.ts';
import type { Terminal } from '../terminal.ts';

const MS_PER_SECOND = 1_000;
/** The percentiles on the terminal are of so many newest answers. */
const NEWEST = 500;
/** Where lines cannot change in place, as in the log of a job, there is one so often. */
const LINE_EVERY_MS = 30_000;

/** Keeps one line up to date, or prints one from time to time: rate, in flight, first tokens, refusals by tier, time left. */
export function liveProgress(
  terminal: Terminal,
  plan: Plan,
): { started(): void; note(tallies: readonly Tally[], inFlight: number | undefined): void } {
  const endMs = Math.max(...plan.phases.map(({ startMs, durationMs }) => startMs + durationMs));
  const refusals = new Map<string, number>();
  let ttfts: number[] = [];
  let ended = 0;
  let began = performance.now();
  let nextLineMs = LINE_EVERY_MS;
  return {
    started() {
      began = performance.now();
    },
    note(tallies, inFlight) {
      for (const { tier, outcome, ttftMs } of tallies) {
        ended += 1;
        if (outcome === 'refused-early') refusals.set(tier, (refusals.get(tier) ?? 0) + 1);
        if (ttftMs !== undefined && outcome === 'admitted') ttfts.push(ttftMs);
      }
      ttfts = ttfts.slice(-NEWEST);
      const passed = performance.now() - began;
      const sorted = ascending(ttfts);
      const first =
        ttfts.length === 0
          ? ''
          : `, TTFT p50 ${quantileOf(sorted, 0.5).toFixed(0)} p99 ${quantileOf(sorted, 0.99).toFixed(0)} ms`;
      const refused = [...refusals].map(([tier, count]) => `${tier} ${count}`).join(' ');
      const left = Math.max(0, Math.round((endMs - passed) / MS_PER_SECOND));
      const flying = inFlight === undefined ? '' : `, ${inFlight} in flight`;
      const text = `${ended} of ${plan.requests.length}, ${((ended * MS_PER_SECOND) / Math.max(1, passed)).toFixed(1)}/s${flying}${first}${refused === '' ? '' : `, 429: ${refused}`}, ${left} s left`;
      if (terminal.interactive) terminal.status(text);
      else if (passed >= nextLineMs) {
        nextLineMs = passed + LINE_EVERY_MS;
        terminal.print([text]);
      }
    },
  };
}

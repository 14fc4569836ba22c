import type { State } from '../html/extras.ts';
import { type Mark, markOf } from '../symbols.ts';
import { type HistoryEntry, inOrder, verifications } from './history.ts';
import { type CheckState, statesOf } from './states.ts';

/** One time of a load run, night by night, and what the last one is against those before. */
export interface LoadTrend {
  profile: string;
  plan: string;
  /** scheduledTtft, tpot or scheduledE2e. */
  metric: string;
  phase: string;
  tier: string;
  verdict: 'pass' | 'fail' | 'inconclusive';
  text: string;
  /** Medians in ms; undefined where there were too few values. */
  nights: readonly { at: string; ms?: number }[];
}

/** What must be looked at first. */
const ORDER: readonly State[] = [
  'new failure',
  'still failing',
  'flaky',
  'newly inconclusive',
  'still inconclusive',
  'removed',
  'fixed',
];

/** A check that has something to tell. */
interface CheckHistory extends CheckState {
  id: string;
  /** Night by night; undefined where it did not run. */
  marks: (Mark | undefined)[];
}

/** What the runs against one target tell. */
export interface HistorySummary {
  target: HistoryEntry['target'];
  /** Of each verification: its start, its verdict, and its layout. */
  runs: { at: string; verdict: string; exitCode: number; layout: string }[];
  /** Load runs among the history. */
  loadRuns: number;
  checks: CheckHistory[];
  /** Checks of the last run with nothing to tell. */
  unchanged: number;
  load: readonly LoadTrend[];
}

/** Summarises the runs of one target; undefined where there are none. */
export function summarise(entries: readonly HistoryEntry[], load: readonly LoadTrend[]): HistorySummary | undefined {
  const [ordered, runs] = [inOrder(entries), verifications(inOrder(entries))];
  const last = ordered.at(-1);
  if (last === undefined) return undefined;
  const found = Object.entries(statesOf(entries)).map(([id, state]) => ({ id, ...state, marks: marksOf(runs, id) }));
  const judged = runs.at(-1)?.verdict.checks ?? [];
  return {
    target: last.target,
    runs: runs.map(({ verdict: { run, verdict, exitCode, target } }) => ({
      at: run.startedAt,
      verdict,
      exitCode,
      layout: target.layout,
    })),
    loadRuns: entries.length - runs.length,
    checks: found.toSorted((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state)),
    unchanged: judged.filter(({ id }) => found.every((one) => one.id !== id)).length,
    load,
  };
}

const marksOf = (runs: readonly HistoryEntry[], id: string): (Mark | undefined)[] =>
  runs.map(({ verdict }) => {
    const check = verdict.checks.find((one) => one.id === id);
    return check === undefined ? undefined : markOf(check);
  });

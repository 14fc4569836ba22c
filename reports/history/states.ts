import type { State } from '../html/extras.ts';
import type { CheckResult } from '../verdict-schema.ts';
import { type HistoryEntry, inOrder, verifications } from './history.ts';

/** How a check ended one night; an expected failure is none. */
interface Seen {
  at: string;
  as: 'good' | 'fail' | 'inconclusive';
}

/** What has become of a check, and since when. */
export interface CheckState {
  state: State;
  /** Start of the first run in which it was so, ISO 8601. */
  since: string;
  /** What was seen last, or why nothing was. */
  text: string;
}

function endOf({ verdict, expected }: CheckResult): Seen['as'] {
  if (verdict === 'inconclusive') return 'inconclusive';
  return verdict === 'fail' && expected === undefined ? 'fail' : 'good';
}

/** The night from which on all are alike. */
function startOfLast(nights: readonly Seen[], as: Seen['as']): Seen | undefined {
  const before = nights.findLastIndex((night) => night.as !== as);
  return nights[before + 1];
}

/** Whether a verdict held for a single night between two of the other: that was neither a regression nor a fix. */
const hasFlake = (decided: readonly Seen[]): boolean =>
  decided.some(({ as }, at) => {
    const [before, after] = [decided[at - 1], decided[at + 1]];
    return before !== undefined && after !== undefined && before.as !== as && after.as !== as;
  });

/** Nights that could not tell say nothing of a failure before them: it is neither fixed nor new afterwards. */
function stateOf(nights: readonly Seen[]): Omit<CheckState, 'text'> | undefined {
  const last = nights.at(-1);
  if (last === undefined) return undefined;
  const decided = nights.filter(({ as }) => as !== 'inconclusive');
  if (last.as === 'inconclusive') {
    const since = startOfLast(nights, 'inconclusive') ?? last;
    const isNew = nights.length > 1 && since === last;
    return { state: isNew ? 'newly inconclusive' : 'still inconclusive', since: since.at };
  }
  const since = (startOfLast(decided, last.as) ?? last).at;
  const isFlaky = hasFlake(decided);
  if (last.as === 'fail') {
    const failures = decided.length - 1 - decided.findLastIndex(({ as }) => as !== 'fail');
    // A failure that stays is never called a flake, whatever was before it.
    if (failures > 1) return { state: 'still failing', since };
    return { state: isFlaky ? 'flaky' : 'new failure', since };
  }
  if (isFlaky) return { state: 'flaky', since };
  return decided.some(({ as }) => as === 'fail') ? { state: 'fixed', since } : undefined;
}

/**
 * What has become of each check over these runs of one target, by its id. Told of what the last run judged: a check that
 * it was not asked for has no state. A check that the catalogue no longer has is removed, which is no success.
 */
export function statesOf(entries: readonly HistoryEntry[]): Record<string, CheckState> {
  const runs = verifications(inOrder(entries));
  const last = runs.at(-1);
  if (last === undefined) return {};
  const states: Record<string, CheckState> = {};
  for (const check of last.verdict.checks) {
    const nights = runs.flatMap(({ verdict }): Seen[] => {
      const found = verdict.checks.find(({ id }) => id === check.id);
      return found === undefined ? [] : [{ at: verdict.run.startedAt, as: endOf(found) }];
    });
    const state = stateOf(nights);
    if (state !== undefined) states[check.id] = { ...state, text: check.reason ?? check.observed };
  }
  return { ...states, ...removed(runs, last) };
}

function removed(runs: readonly HistoryEntry[], last: HistoryEntry): Record<string, CheckState> {
  const known = new Set(last.catalogue);
  const gone = new Set(runs.flatMap(({ catalogue }) => catalogue).filter((id) => !known.has(id)));
  return Object.fromEntries(
    [...gone].map((id) => {
      const since = runs.find((_, at) => runs.slice(at).every(({ catalogue }) => !catalogue.includes(id))) ?? last;
      return [id, { state: 'removed', since: since.verdict.run.startedAt, text: 'the catalogue no longer has it' }];
    }),
  );
}

/** The states alone, as a page shows them. */
export const stateNames = (states: Readonly<Record<string, CheckState>>): Record<string, State> =>
  Object.fromEntries(Object.entries(states).map(([id, { state }]) => [id, state]));

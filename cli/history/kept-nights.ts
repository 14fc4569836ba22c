import { join } from 'node:path';
import { type HistoryEntry, nightsOf } from '../../reports/history/history.ts';
import { stateNames, statesOf } from '../../reports/history/states.ts';
import type { Extras } from '../../reports/html/extras.ts';
import type { Verdict } from '../../reports/verdict-schema.ts';
import { UsageError } from '../usage-error.ts';
import { type HistoryPlace, keep, readTarget, targetFolders } from './store.ts';

/** More columns than these fit on no page. */
const SHOWN_NIGHTS = 20;

type Nights = Pick<Extras, 'nights' | 'states'>;

function told(entries: readonly HistoryEntry[]): Nights {
  const looked = entries.filter(({ verdict }) => verdict.load === undefined).slice(-SHOWN_NIGHTS);
  return { nights: nightsOf(looked), states: stateNames(statesOf(looked)) };
}

/** Keeps a run, and answers what a page tells of the nights; `file` is where it is kept, if it could be. */
export function keptNights(place: HistoryPlace, verdict: Verdict): { nights: Nights; file?: string } {
  const file = keep(place, verdict);
  return { nights: told(readTarget(join(place.folder, place.target.key)).entries), file };
}

/** What the page of a kept run tells of the nights up to it. Throws UsageError where the history does not have it. */
export function nightsUpTo(folder: string, verdict: Verdict): Nights {
  for (const target of targetFolders(folder)) {
    const { entries } = readTarget(target);
    const at = entries.findIndex((entry) => entry.verdict.run.id === verdict.run.id);
    if (at >= 0) return told(entries.slice(0, at + 1));
  }
  throw new UsageError(`the history ${folder} does not have the run ${verdict.run.id}: leave --history out`);
}

import { join } from 'node:path';
import { nightsOf } from '../../reports/history/history.ts';
import { stateNames, statesOf } from '../../reports/history/states.ts';
import type { Extras } from '../../reports/html/extras.ts';
import type { Verdict } from '../../reports/verdict-schema.ts';
import { type HistoryPlace, keep, readTarget } from './store.ts';

/** More columns than these fit on no page. */
const SHOWN_NIGHTS = 20;

/** Keeps a run, and answers what a page tells of the nights; `file` is where it is kept, if it could be. */
export function keptNights(
  place: HistoryPlace,
  verdict: Verdict,
): { nights: Pick<Extras, 'nights' | 'states'>; file?: string } {
  const file = keep(place, verdict);
  const { entries } = readTarget(join(place.folder, place.target.key));
  const looked = entries.filter(({ verdict: one }) => one.load === undefined).slice(-SHOWN_NIGHTS);
  return { nights: { nights: nightsOf(looked), states: stateNames(statesOf(looked)) }, file };
}

import { z } from 'zod';
import type { Night } from '../html/extras.ts';
import { Verdict } from '../verdict-schema.ts';

export const HISTORY_VERSION = 1;

/** One run as the history keeps it: written once, never again. */
export const HistoryEntry = z.strictObject({
  version: z.literal(HISTORY_VERSION),
  target: z.strictObject({
    key: z.string().describe('name of its folder: what has the same key is the same target'),
    name: z.string().describe('in words'),
  }),
  catalogue: z.array(z.string()).describe('ids of all checks that there were, run or not'),
  verdict: Verdict.describe('without the evidence: it is in the folder of the run'),
  measures: z.looseObject({}).optional().describe('of a load run: all of its measures'),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;

/** A run for the history. Its evidence is left out: screenshots' and answers' text would make each night a hundred times larger. */
export function entryOf(
  target: HistoryEntry['target'],
  catalogue: readonly string[],
  verdict: Verdict,
  measures?: object,
): HistoryEntry {
  return {
    version: HISTORY_VERSION,
    target,
    catalogue: [...catalogue],
    verdict: { ...verdict, checks: verdict.checks.map((check) => ({ ...check, evidence: [] })) },
    ...(measures !== undefined && { measures: { ...measures } }),
  };
}

const startOf = ({ verdict }: HistoryEntry): number => Date.parse(verdict.run.startedAt);

/** The oldest first. */
export const inOrder = (entries: readonly HistoryEntry[]): HistoryEntry[] =>
  entries.toSorted((a, b) => startOf(a) - startOf(b) || a.verdict.run.id.localeCompare(b.verdict.run.id));

/** Those that have verified something: load runs have no checks, and one that was broken off says nothing of the rest. */
export const verifications = (entries: readonly HistoryEntry[]): HistoryEntry[] =>
  entries.filter(({ verdict }) => verdict.load === undefined && !verdict.run.interrupted);

/** The verifications as nights of a page. */
export function nightsOf(entries: readonly HistoryEntry[]): Night[] {
  return verifications(inOrder(entries)).map(({ verdict }) => ({
    at: verdict.run.startedAt,
    checks: Object.fromEntries(verdict.checks.map(({ id, verdict: one }) => [id, one])),
  }));
}

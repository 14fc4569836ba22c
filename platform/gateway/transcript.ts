import { redact } from '../redact.ts';

/** One request as it went, for evidence: no header, no body, no secret. */
export interface TranscriptEntry {
  /** ISO 8601. */
  at: string;
  method: string;
  path: string;
  /** Name of the identity; absent where none was sent. */
  as?: string;
  requestId: string;
  /** Status, or stage and reason of the failure. */
  outcome: number | string;
  ms: number;
}

export interface Transcript {
  add(entry: TranscriptEntry): void;
  /** The last entries, oldest first. */
  recent(): TranscriptEntry[];
}

/** Of each caller: scenarios run side by side, and a busy one must not push out what another one has sent. */
const KEPT_ENTRIES = 40;

/** The last requests of each caller. */
export function transcript(): Transcript {
  const byCaller = new Map<string | undefined, TranscriptEntry[]>();
  return {
    add(entry) {
      const outcome = typeof entry.outcome === 'string' ? redact(entry.outcome) : entry.outcome;
      const entries = byCaller.get(entry.as) ?? [];
      byCaller.set(entry.as, entries);
      entries.push({ ...entry, path: redact(entry.path), outcome });
      if (entries.length > KEPT_ENTRIES) entries.shift();
    },
    recent: () => [...byCaller.values()].flat().sort((a, b) => a.at.localeCompare(b.at)),
  };
}

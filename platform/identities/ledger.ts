import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writePrivateFile } from '../private-file.ts';
import { register } from '../redact.ts';
import { UNUSED } from './usage.ts';

const Entry = z.object({
  /** As learnt from the token, where the user did not say. */
  tier: z.string().optional(),
  maasToken: z.string().optional(),
  /** Unix milliseconds; absent: never, as far as is known. */
  expiresAt: z.number().optional(),
  usage: z.object({
    windowStart: z.number().optional(),
    lastUse: z.number().optional(),
    spent: z.number(),
    total: z.number().optional(),
  }),
  /** A check holds it; what it really spends is written when the check ends. */
  open: z.boolean(),
});
type LedgerEntry = z.infer<typeof Entry>;
const File = z.record(z.string(), Entry);

/** What is known of each caller, kept in the private folder: tokens and quotas outlive a worker. */
export interface Ledger {
  of(name: string): LedgerEntry;
  update(name: string, change: Partial<LedgerEntry>): void;
}

const FILE = 'callers.json';

function load(file: string): Record<string, LedgerEntry> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return {};
  }
  const entries = File.parse(JSON.parse(text));
  const now = Date.now();
  return Object.fromEntries(
    Object.entries(entries).map(([name, entry]) => {
      register(entry.maasToken);
      // Its worker died before it could say what was spent: until now, as much as was reserved.
      const usage = entry.open ? { ...entry.usage, windowStart: now, lastUse: now } : entry.usage;
      return [name, { ...entry, usage, open: false }];
    }),
  );
}

export function ledger(privateFolder: string): Ledger {
  const file = join(privateFolder, FILE);
  const entries = load(file);
  const of = (name: string): LedgerEntry => entries[name] ?? { usage: UNUSED, open: false };
  return {
    of,
    update(name, change) {
      entries[name] = { ...of(name), ...change };
      writePrivateFile(file, JSON.stringify(entries));
    },
  };
}

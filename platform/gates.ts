import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writePrivateFile } from './private-file.ts';

/** What stops a check that needs it, found once in a run. */
export const Gate = z.object({ open: z.boolean(), stage: z.string().optional(), reason: z.string().optional() });
export type Gate = z.infer<typeof Gate>;

/**
 * The state of a gate: as an earlier worker of this run found it, else as `probe` finds it now. Kept in a file of the
 * private folder, so that a restarted worker does not wait for something dead again.
 */
export async function gate(
  privateFolder: string,
  name: 'cluster' | 'gateway',
  probe: () => Promise<Gate>,
): Promise<Gate> {
  const file = join(privateFolder, `gate-${name}.json`);
  let kept: string | undefined;
  try {
    kept = readFileSync(file, 'utf8');
  } catch {
    kept = undefined;
  }
  if (kept !== undefined) return Gate.parse(JSON.parse(kept));
  const found = await probe();
  writePrivateFile(file, JSON.stringify(found));
  return found;
}

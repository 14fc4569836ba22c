import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { nearest } from '../../platform/nearest.ts';
import { ROOT } from '../root.ts';
import { UsageError } from '../usage-error.ts';

const SHIPPED = join(ROOT, 'load', 'profiles');
const EXTENSION = '.yaml';

/** The profiles that come with the command. */
export const shippedProfiles = (): string[] =>
  readdirSync(SHIPPED)
    .filter((file) => file.endsWith(EXTENSION))
    .map((file) => file.slice(0, -EXTENSION.length));

/** The file of a profile: one of the user's, or one that comes with the command, by its name. Throws UsageError. */
export function profileFile(word: string): string {
  // A folder of that name has the results of an earlier run.
  if (statSync(word, { throwIfNoEntry: false })?.isDirectory() === false) return word;
  const names = shippedProfiles();
  if (names.includes(word)) return join(SHIPPED, word + EXTENSION);
  const near = nearest(word, names);
  throw new UsageError(
    `no profile "${word}": neither a file nor one of ${names.join(', ')}${near === undefined ? '' : `; did you mean ${near}?`}`,
  );
}

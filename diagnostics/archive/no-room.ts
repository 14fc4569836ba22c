import { codeOf } from '../../platform/file-trouble.ts';
import { Refusal } from './refusal.ts';

const WORDS: Readonly<Record<string, string>> = {
  ENOSPC: 'does not fit: the disk is full',
  EDQUOT: 'does not fit: the user’s share of the disk is used up',
  EFBIG: 'is larger than files may be here',
};

/** The system's word for why a file could not be written. */
export const trouble = (error: unknown): string => WORDS[codeOf(error)] ?? `cannot be written (${codeOf(error)})`;

/** Where there is no room for what is collected, the refusal that says so; every other error as it is. */
export function refusalOf(error: unknown, folder: string): unknown {
  if (error instanceof Refusal || WORDS[codeOf(error)] === undefined) return error;
  return new Refusal(
    `no bundle was written: what is collected ${trouble(error)} in ${folder}; set TMPDIR to a larger place, or collect less (--max-size, --phase)`,
  );
}

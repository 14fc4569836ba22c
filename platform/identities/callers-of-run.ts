import type { Session } from '../session.ts';
import { type Bearer, IdentitiesFileError, readGiven } from './given.ts';
import { ownedCallersIn } from './owned-callers.ts';

/** The callers of a run as its files have them: those given, and those that it has made. */
export function callersIn({ target, privateFolder }: Pick<Session, 'target' | 'privateFolder'>): Bearer[] {
  return [...givenIn(target.identitiesFile), ...ownedCallersIn(privateFolder)];
}

function givenIn(file: string | undefined): Bearer[] {
  if (file === undefined) return [];
  try {
    return readGiven(file);
  } catch (error) {
    // A file that cannot be read is for its reader to complain about.
    if (error instanceof IdentitiesFileError) return [];
    throw error;
  }
}

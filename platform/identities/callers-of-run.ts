import type { Session } from '../session.ts';
import { type Bearer, givenIn } from './given.ts';
import { ownedCallersIn } from './owned-callers.ts';

/** The callers of a run as its files have them: those given, and those that it has made. */
export function callersIn({ target, privateFolder }: Pick<Session, 'target' | 'privateFolder'>): Bearer[] {
  return [...givenIn(target.identitiesFile), ...ownedCallersIn(privateFolder)];
}

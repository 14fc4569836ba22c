import { type GivenIdentity, IdentitiesFileError, readGiven } from '../../platform/identities/given.ts';
import { UsageError } from '../usage-error.ts';

/** The callers of an --identities file; their tokens are kept out of every output from here on. Throws UsageError. */
export function readIdentities(file: string | undefined): GivenIdentity[] {
  if (file === undefined) return [];
  try {
    const identities = readGiven(file);
    if (identities.length > 0) return identities;
  } catch (error) {
    if (error instanceof IdentitiesFileError) throw new UsageError(error.message);
    throw error;
  }
  throw new UsageError(`identities file ${file} names nobody`);
}

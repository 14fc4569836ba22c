import { readFileSync } from 'node:fs';
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { firstLine } from '../connection-failure.ts';
import { codeOf, placeOfMistake } from '../file-trouble.ts';
import { redact, register } from '../redact.ts';

const Given = z
  .object({
    name: z.string().min(1),
    tier: z.string().min(1).optional(),
    openshiftToken: z.string().min(1).optional(),
    maasToken: z.string().min(1).optional(),
    /** A MaaS token of the caller that has expired: no check can wait for one where a token lives long. */
    expiredMaasToken: z.string().min(1).optional(),
  })
  .refine(({ openshiftToken, maasToken }) => openshiftToken !== undefined || maasToken !== undefined, {
    error: 'has neither openshiftToken nor maasToken',
  });
/** A caller as the user gives it. */
export type GivenIdentity = z.infer<typeof Given>;

/** A caller with what it proves itself by: given, or a service account of our own. */
export interface Bearer extends GivenIdentity {
  origin?: 'owned';
}

const File = z.looseObject({ identities: z.array(Given) });

/** The identities file is not what it must be. One line, without any of its values. */
export class IdentitiesFileError extends Error {
  override name = 'IdentitiesFileError';
}

/** Reads an identities file, YAML or JSON; its tokens are secrets from then on. Throws IdentitiesFileError. */
export function readGiven(file: string): GivenIdentity[] {
  let document: unknown;
  try {
    document = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    // A YAML error shows the lines around it, and they may hold a token.
    const why = error instanceof YAMLParseError ? `neither YAML nor JSON, ${placeOfMistake(error)}` : codeOf(error);
    throw new IdentitiesFileError(`identities file ${file} cannot be read: ${why}`);
  }
  const parsed = File.safeParse(document);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const where = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
    throw new IdentitiesFileError(
      `identities file ${file} is not valid${where}: ${redact(firstLine(issue?.message ?? ''))}; expected identities: [{name, tier?, openshiftToken?, maasToken?, expiredMaasToken?}]`,
    );
  }
  const { identities } = parsed.data;
  for (const one of identities) register(one.openshiftToken, one.maasToken, one.expiredMaasToken);
  const names = identities.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new IdentitiesFileError(`identities file ${file} names ${twice} twice`);
  return identities;
}

/** The callers in an identities file; none where there is no file. One that cannot be read is for its reader to complain about. */
export function givenIn(file: string | undefined): GivenIdentity[] {
  if (file === undefined) return [];
  try {
    return readGiven(file);
  } catch (error) {
    if (error instanceof IdentitiesFileError) return [];
    throw error;
  }
}

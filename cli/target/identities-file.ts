import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { register } from '../../platform/redact.ts';
import { UsageError } from '../usage-error.ts';

const Caller = z.looseObject({
  name: z.string(),
  openshiftToken: z.string().optional(),
  maasToken: z.string().optional(),
});
const IdentitiesFile = z.looseObject({ identities: z.array(Caller).min(1) });

/** The callers of an --identities file; their tokens are kept out of every output from here on. Throws UsageError. */
export function readIdentities(file: string | undefined): z.infer<typeof Caller>[] {
  if (file === undefined) return [];
  let document: unknown;
  try {
    document = parse(readFileSync(file, 'utf8'));
  } catch {
    // The parser's message quotes lines of the file, and those hold tokens.
    throw new UsageError(`identities file ${file} cannot be read as YAML or JSON`);
  }
  const parsed = IdentitiesFile.safeParse(document);
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join('.') ?? '';
    throw new UsageError(
      `identities file ${file} must hold "identities", a list of {name, tier, openshiftToken or maasToken}; ` +
        `${where === '' ? 'the file' : where} is wrong`,
    );
  }
  for (const { openshiftToken, maasToken } of parsed.data.identities) register(openshiftToken, maasToken);
  return parsed.data.identities;
}

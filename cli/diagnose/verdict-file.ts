import { readFileSync } from 'node:fs';
import { codeOf } from '../../platform/file-trouble.ts';
import { Verdict } from '../../reports/verdict-schema.ts';
import { UsageError } from '../usage-error.ts';

/** The verdict of an earlier run. Throws UsageError. */
export function verdictAt(file: string): Verdict {
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'it is no JSON' : codeOf(error);
    throw new UsageError(`verdict ${file} cannot be read: ${why}; give the verdict.json that "maas-verify run" wrote`);
  }
  const parsed = Verdict.safeParse(document);
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.join('.') || 'the whole';
  throw new UsageError(`verdict ${file} is no verdict of this version (${field}): give the verdict.json of a run`);
}

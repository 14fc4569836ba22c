import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type ExpectedFailure, ExpectedFailures } from '../reports/expected-failures.ts';
import { UsageError } from './usage-error.ts';

/** Reads the file given with --expected-failures (YAML or JSON). Throws UsageError, one line. */
export function readExpectations(file: string | undefined): ExpectedFailure[] {
  if (file === undefined) return [];
  let document: unknown;
  try {
    document = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
    throw new UsageError(`expected failures ${file} cannot be read as YAML or JSON: ${why}`);
  }
  const list = ExpectedFailures.safeParse(document ?? []);
  if (list.success) return list.data;
  throw new UsageError(
    `expected failures ${file} must be a list of {id, reason, reference, expires?, seen?}, expires as YYYY-MM-DD`,
  );
}

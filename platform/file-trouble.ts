import type { YAMLParseError } from 'yaml';

/** Where a YAML file is wrong, without its text: the lines around a mistake may hold a credential. */
export function placeOfMistake({ linePos }: YAMLParseError): string {
  const at = linePos?.[0];
  return at === undefined ? 'somewhere' : `line ${at.line}`;
}

/** The system's code for why a file cannot be read (ENOENT, EACCES). */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

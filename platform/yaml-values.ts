import type { Document } from 'yaml';

/**
 * The plain value of a parsed YAML document, or what is wrong with it. A document without parse errors can still have no
 * value: an alias without its anchor, or aliases that would expand without end, show only when it is resolved.
 */
export function plainValue(document: Document.Parsed): { value: unknown } | { problem: string } {
  const [error] = document.errors;
  try {
    return error === undefined ? { value: document.toJS() } : { problem: headOf(error) };
  } catch (unresolved) {
    return { problem: headOf(unresolved) };
  }
}

/** The first line: the others quote the text. */
const headOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';

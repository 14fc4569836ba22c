import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

/**
 * Reads a YAML file of this folder as data. Throws an Error that names the file and the field where it is not what the
 * schema says: data is edited by hand.
 */
export function readData<T>(name: string, schema: z.ZodType<T>): T {
  const text = readFileSync(new URL(name, import.meta.url), 'utf8');
  return parseData(name, text, schema);
}

/** As `readData`, from the text of the file. */
export function parseData<T>(name: string, text: string, schema: z.ZodType<T>): T {
  let document: unknown;
  try {
    document = parse(text);
  } catch (error) {
    throw new Error(`layouts/${name} is no YAML: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = schema.safeParse(document);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw new Error(`layouts/${name}: ${field === '' ? 'the whole file' : field} is wrong: ${issue?.message ?? ''}`);
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}

/** A regular expression, as text. */
export const Pattern = z.string().refine(isPattern, { error: 'expected a regular expression' });

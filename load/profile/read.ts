import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { codeOf } from '../../platform/file-trouble.ts';
import { plainValue } from '../../platform/yaml-values.ts';
import { Profile } from './profile.ts';

/** The profile is not what it must be. One line, ready to print. */
export class ProfileError extends Error {
  override name = 'ProfileError';
}

/** `phases[2].rate`, as the user finds it in the file. */
const place = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : `${text}${text === '' ? '' : '.'}${String(key)}`),
    '',
  );

/** A profile from the text of its file; `file` is for the message. Throws ProfileError. */
export function parseProfile(text: string, file: string): Profile {
  const read = plainValue(parseDocument(text));
  if ('problem' in read) throw new ProfileError(`profile ${file} is not valid YAML: ${read.problem}`);
  const parsed = Profile.safeParse(read.value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? '' : `${place(issue.path)}: `;
  const message = issue?.message ?? 'is not valid';
  throw new ProfileError(`profile ${file}: ${where}${message.charAt(0).toLowerCase()}${message.slice(1)}`);
}

/** Reads a profile. Throws ProfileError. */
export function readProfile(file: string): Profile {
  try {
    return parseProfile(readFileSync(file, 'utf8'), file);
  } catch (error) {
    if (error instanceof ProfileError) throw error;
    throw new ProfileError(`profile ${file} cannot be read: ${codeOf(error)}`);
  }
}

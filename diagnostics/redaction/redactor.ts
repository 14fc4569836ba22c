import { redactWith } from '../../platform/redact.ts';
import { withoutBlobs } from './blobs.ts';
import { hostMask } from './hosts.ts';
import { withoutSecrets } from './objects.ts';
import { placeholders } from './placeholders.ts';
import { RULES } from './rules.ts';

/** Frees what is collected of secrets, with placeholders that are the same for the same secret in all of a bundle. */
export interface Redactor {
  text(text: string): string;
  /** A Kubernetes object, or a part of one, as JSON has it. */
  object(value: unknown): unknown;
}

export interface RedactionOptions {
  /** Domains whose hosts are masked, with all addresses; undefined: they stay. */
  maskHostsOf?: readonly string[];
}

/** Shorter than the shortest secret that is looked for. */
const TOO_SHORT = 8;

/** Group `before` of a match, which stays. */
function beforeIn(rest: readonly unknown[]): string {
  const groups: unknown = rest.at(-1);
  if (typeof groups !== 'object' || groups === null || !('before' in groups)) return '';
  return String(groups.before);
}

export function redactor({ maskHostsOf }: RedactionOptions = {}): Redactor {
  const placeholder = placeholders();
  const masked = maskHostsOf === undefined ? (text: string) => text : hostMask(maskHostsOf, placeholders());
  const freed = (text: string, depth: number): string => {
    let clean = redactWith(text, placeholder);
    for (const { kind, pattern } of RULES)
      clean = clean.replace(pattern, (match, ...rest) => {
        const before = beforeIn(rest);
        return `${before}${placeholder(kind, match.slice(before.length))}`;
      });
    return withoutBlobs(clean, freed, placeholder, depth);
  };
  const text = (value: string): string => (value.length < TOO_SHORT ? value : masked(freed(value, 0)));
  return { text, object: (value) => withoutSecrets(value, text, placeholder) };
}

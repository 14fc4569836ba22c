import { createHmac, randomBytes } from 'node:crypto';

/** What stands for a secret: `[redacted:jwt:1]`. Equal secrets have equal placeholders, so that they can be followed. */
export type Placeholder = (kind: string, secret: string) => string;

const KEY_BYTES = 32;

/**
 * Numbers secrets in the order in which they are first seen. None is kept: they are told apart by a keyed hash, and the key
 * lives as long as this process, so that nobody can try candidates against a bundle.
 */
export function placeholders(key: Buffer = randomBytes(KEY_BYTES)): Placeholder {
  const known = new Map<string, string>();
  const counts = new Map<string, number>();
  return (kind, secret) => {
    const digest = createHmac('sha256', key).update(secret).digest('base64');
    const before = known.get(digest);
    if (before !== undefined) return before;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    const made = `[redacted:${kind}:${count}]`;
    known.set(digest, made);
    return made;
  };
}

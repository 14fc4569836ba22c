/**
 * Keeps secrets out of every output: what is registered here is replaced wherever text leaves the harness, and so is what
 * looks like a credential although nobody registered it.
 */

const MARK = '[redacted]';

/** Shorter values are no secrets worth hiding, and replacing them would shred ordinary text. */
const MIN_SECRET_CHARACTERS = 8;

const live = new Set<string>();
let replacement: RegExp | undefined;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

/** A secret as other layers write it: JSON escapes, URL-encoded, base64 in all three alignments and both alphabets. */
function formsOf(secret: string): string[] {
  const forms = [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
  const bytes = Buffer.from(secret, 'utf8');
  for (const alignment of [0, 1, 2]) {
    // The first and last characters of base64 depend on the neighbours: only those in between are the secret's own.
    const text = Buffer.concat([Buffer.alloc(alignment), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const first = alignment === 0 ? 0 : alignment + 1;
    const whole = (alignment + bytes.length) % 3 === 0 ? text.length : text.length - 1;
    const own = text.slice(first, whole);
    forms.push(own, own.replaceAll('+', '-').replaceAll('/', '_'));
  }
  return forms.filter((form) => form.length >= MIN_SECRET_CHARACTERS);
}

/** Makes a value a secret for the rest of this process. Values under 8 characters are ignored. */
export function register(...secrets: (string | undefined)[]): void {
  for (const secret of secrets) {
    const value = secret?.trim() ?? '';
    if (value.length < MIN_SECRET_CHARACTERS || live.has(value)) continue;
    for (const form of formsOf(value)) live.add(form);
    replacement = undefined;
  }
}

/** Longest first: a secret that contains another is replaced whole. */
function registered(): RegExp | undefined {
  if (replacement === undefined && live.size > 0) {
    const longestFirst = [...live].sort((a, b) => b.length - a.length);
    replacement = new RegExp(longestFirst.map(escaped).join('|'), 'g');
  }
  return replacement;
}

/** What a secret is, for a mark that tells secrets apart. */
type SecretKind = 'registered' | 'private-key' | 'value' | 'jwt' | 'authorization' | 'sha256' | 'api-key' | 'url';

/** What stands in a text for a secret. */
export type Mark = (kind: SecretKind, secret: string) => string;

/**
 * A run of characters is bounded where a match can begin at any place in it: else a long text without a match takes the
 * square of its length, and a server decides how long our texts are. What comes before the secret is group `before`, and
 * stays. What is marked already is no secret.
 */
const PATTERNS: readonly { kind: SecretKind; pattern: RegExp; isSecret?: RegExp; after?: string }[] = [
  { kind: 'private-key', pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g },
  // Lines of a kubeconfig, YAML or JSON. The quotes stay, so that JSON stays JSON.
  {
    kind: 'value',
    pattern:
      /(?<before>(?:client-key-data|token|refresh-token|id-token|password|client_secret)\\?"?\s*[:=]\s*\\?["']?)(?!\[redacted[\]:])[^\s"'\\,}]{8,}/gi,
  },
  // A run without a dot after it is no token, yet is passed over whole.
  { kind: 'jwt', pattern: /\beyJ[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]*)?)?/g, isSecret: /\./ },
  {
    kind: 'authorization',
    pattern: /(?<before>\b(?:bearer|basic)(?:\s+|%20))(?!\[redacted[\]:])[A-Za-z0-9._~+/=-]{8,}/gi,
  },
  { kind: 'sha256', pattern: /\bsha256~[A-Za-z0-9_-]{8,}/g },
  { kind: 'api-key', pattern: /\bsk-[A-Za-z0-9][A-Za-z0-9_-]{7,}/g },
  {
    kind: 'url',
    // What comes first is found at once; a scheme could begin anywhere.
    pattern: /(?<before>:\/\/)(?<=[a-z][a-z0-9+.-]{0,31}:\/\/)(?!\[redacted[\]:])[^\s/@:"']*:[^\s/@"']+@/gi,
    after: '@',
  },
];

/** Named groups come last; absent where the pattern has none. */
function beforeIn(rest: readonly unknown[]): string {
  const groups: unknown = rest.at(-1);
  if (typeof groups !== 'object' || groups === null || !('before' in groups)) return '';
  return String(groups.before);
}

/** The text with a mark of the caller's for each secret, so that he may tell equal ones from others. */
export function redactWith(text: string, mark: Mark): string {
  const known = registered();
  let clean = known === undefined ? text : text.replace(known, (secret) => mark('registered', secret));
  for (const { kind, pattern, isSecret, after = '' } of PATTERNS)
    clean = clean.replace(pattern, (match, ...rest) => {
      if (isSecret !== undefined && !isSecret.test(match)) return match;
      const before = beforeIn(rest);
      return `${before}${mark(kind, match.slice(before.length, match.length - after.length))}${after}`;
    });
  return clean;
}

/** The text without secrets. Idempotent: redacting twice changes nothing more. */
export function redact(text: string): string {
  return redactWith(text, () => MARK);
}

/** Every registered secret, in all forms in which other layers write it: for whoever looks whether one is in an output. */
export function registeredForms(): ReadonlySet<string> {
  return live;
}

/** Forgets every registered secret. For tests. */
export function forgetSecrets(): void {
  live.clear();
  replacement = undefined;
}

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

/**
 * A run of characters is bounded where a match can begin at any place in it: else a long text without a match takes the
 * square of its length, and a server decides how long our texts are.
 */
const PATTERNS: readonly [RegExp, string | ((match: string, group?: string) => string)][] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, MARK],
  // Lines of a kubeconfig, YAML or JSON. The quotes stay, so that JSON stays JSON.
  [
    /((?:client-key-data|token|refresh-token|id-token|password|client_secret)\\?"?\s*[:=]\s*\\?["']?)(?!\[redacted\])[^\s"'\\,}]{8,}/gi,
    `$1${MARK}`,
  ],
  // A run without a dot after it is no token, yet is passed over whole.
  [
    /\beyJ[A-Za-z0-9_-]{4,}(\.[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]*)?)?/g,
    (run, rest) => (rest === undefined ? run : MARK),
  ],
  [/\b(bearer|basic)(\s+|%20)(?!\[redacted\])[A-Za-z0-9._~+/=-]{8,}/gi, `$1$2${MARK}`],
  [/\bsha256~[A-Za-z0-9_-]{8,}/g, MARK],
  [/\bsk-[A-Za-z0-9][A-Za-z0-9_-]{7,}/g, MARK],
  [/([a-z][a-z0-9+.-]{0,31}:\/\/)(?!\[redacted\])[^\s/@:"']*:[^\s/@"']+@/gi, `$1${MARK}@`],
];

/** The text without secrets. Idempotent: redacting twice changes nothing more. */
export function redact(text: string): string {
  const known = registered();
  let clean = known === undefined ? text : text.replace(known, MARK);
  for (const [pattern, by] of PATTERNS)
    clean = typeof by === 'string' ? clean.replace(pattern, by) : clean.replace(pattern, by);
  return clean;
}

/** Forgets every registered secret. For tests. */
export function forgetSecrets(): void {
  live.clear();
  replacement = undefined;
}

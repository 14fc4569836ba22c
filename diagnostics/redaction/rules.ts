/** One way in which a secret shows in a text. */
export interface Rule {
  kind: string;
  /** Group `before` stays; the rest is the secret. Every run is bounded where a match can begin at any place in it. */
  pattern: RegExp;
}

/** What ends the name of something secret: of a variable, a field, a flag, a parameter. */
const NAME =
  'passw(?:or)?d|passphrase|token|api[_-]?key|access[_-]?key(?:[_-]id)?|private[_-]?key|credentials?|[_-]secret';

/** Names of variables and fields whose values are secrets. */
export const SECRET_NAME = new RegExp(`(?:${NAME}|secret|pwd)$`, 'i');

/** Values that are no secret, whatever their name says. */
export const PLAIN_VALUE = /^(?:|true|false|null|\d{1,6})$/i;

/** What is redacted in a collection beyond what every output is freed of (platform/redact.ts): logs and others' objects hold more. */
export const RULES: readonly Rule[] = [
  // Behind other letters too, as no word of their own.
  { kind: 'jwt', pattern: /eyJ[A-Za-z0-9_-]{4,2048}\.[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]*/g },
  { kind: 'sha256', pattern: /sha256~[A-Za-z0-9_-]{8,}/g },
  // A scheme is not always there.
  { kind: 'url', pattern: /(?<before>:\/\/)(?!\[redacted[\]:])[^\s/@:"']*:[^\s/@"']+(?=@)/g },
  {
    kind: 'cookie',
    pattern:
      /(?<before>\b(?<!\[redacted:)(?:set-)?cookie\\?["']?\s{0,9}[:=]\s{0,9}\\?["']?)(?!\[redacted[\]:])[^\r\n"'\\[]{4,}/gi,
  },
  {
    kind: 'value',
    pattern: new RegExp(
      `(?<before>(?:${NAME})\\\\?["']?\\s{0,9}[:=]\\s{0,9}\\\\?["']?)(?!\\[redacted[\\]:])[^\\s"',}&\\]\\\\]{8,}`,
      'gi',
    ),
  },
  // The entry of a registry in a pull secret.
  { kind: 'value', pattern: /(?<before>"auth\\?"\s{0,9}:\s{0,9}\\?")(?!\[redacted[\]:])[A-Za-z0-9+/=]{8,}/g },
  { kind: 'aws-key', pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g },
  { kind: 'github-token', pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,})/g },
  { kind: 'gitlab-token', pattern: /\bglpat-[A-Za-z0-9_-]{16,}/g },
  { kind: 'huggingface-token', pattern: /\bhf_[A-Za-z0-9]{16,}/g },
  { kind: 'slack-token', pattern: /\bxox[abprs]-[A-Za-z0-9-]{10,}/g },
  { kind: 'google-key', pattern: /\bAIza[A-Za-z0-9_-]{30,}/g },
];

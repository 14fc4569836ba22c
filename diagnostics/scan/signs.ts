/** A secret as whoever steals one would look for it. Written apart from what redacts: one mistake must not be made twice. */
export interface Sign {
  kind: string;
  pattern: RegExp;
  /** Whether what looks like one is one. */
  confirmed?: (found: string) => boolean;
}

const decoded = (text: string): string => Buffer.from(text, 'base64').toString('latin1');

/** The header of a JSON web token names its algorithm. */
const hasAlgorithm = (token: string): boolean => /"(alg|typ)"/.test(decoded(token.split('.')[0] ?? ''));
/** `user:password`. */
const hasColon = (found: string): boolean => decoded(/[A-Za-z0-9+/=]+"?$/.exec(found)?.[0] ?? '').includes(':');

export const SIGNS: readonly Sign[] = [
  { kind: 'a JSON web token', pattern: /eyJ[\w-]{6,}\.[\w-]{6,}\.[\w-]{0,2048}/g, confirmed: hasAlgorithm },
  { kind: 'an OpenShift token', pattern: /sha256~[\w-]{16,}/g },
  { kind: 'an API key (sk-)', pattern: /(?<![A-Za-z0-9_])sk-[A-Za-z0-9][\w-]{12,}/g },
  { kind: 'a private key', pattern: /BEGIN [A-Z ]{0,30}PRIVATE KEY/g },
  { kind: 'a bearer token', pattern: /(?<![A-Za-z0-9_])bearer\s{1,9}[\w.~+/=-]{16,}/gi },
  { kind: 'basic credentials', pattern: /(?<![A-Za-z0-9_])basic\s{1,9}[A-Za-z0-9+/=]{12,}/gi, confirmed: hasColon },
  { kind: 'a URL with credentials', pattern: /:\/\/[^\s/@:"'[\\]{0,256}:[^\s/@"'[\\]{1,256}@/g },
  {
    kind: 'a cookie',
    pattern: /(?<![A-Za-z0-9_]|redacted:)(?:set-)?cookie["']?\s?[:=]\s?["']?[^\s"'[=;]{1,64}=[^\s;"'[]{8,}/gi,
  },
  {
    kind: 'a password or key beside its name',
    pattern:
      /(?:password|passwd|passphrase|client[_-]secret|secret_access_key|api[_-]?key|access_token)["']?\s?[:=]\s?["']?[^\s"'\\,}[\]&]{8,}/gi,
  },
  { kind: 'an entry of a pull secret', pattern: /"auth"\s?:\s?"[A-Za-z0-9+/=]{12,}"/g, confirmed: hasColon },
  { kind: 'an AWS key', pattern: /(?<![A-Za-z0-9_])(?:AKIA|ASIA)[0-9A-Z]{16}(?![A-Za-z0-9_])/g },
  { kind: 'a GitHub token', pattern: /(?<![A-Za-z0-9_])(?:gh[pousr]_[A-Za-z0-9]{24,}|github_pat_\w{24,})/g },
  { kind: 'a GitLab token', pattern: /(?<![A-Za-z0-9_])glpat-[\w-]{18,}/g },
  { kind: 'a Hugging Face token', pattern: /(?<![A-Za-z0-9_])hf_[A-Za-z0-9]{20,}/g },
  { kind: 'a Slack token', pattern: /(?<![A-Za-z0-9_])xox[abprs]-[A-Za-z0-9-]{12,}/g },
  { kind: 'a Google key', pattern: /(?<![A-Za-z0-9_])AIza[\w-]{32,}/g },
  { kind: 'a copy of what was applied', pattern: /kubectl\.kubernetes\.io\/last-applied-configuration"\s?:/g },
];

import { shellWord } from './shell-words.ts';

/** Above so many checks, naming their phases is easier to read and to paste. */
const MAX_CHECKS = 24;

/** Flags of `run` that say what is verified and how, by commander's name; those of selection and output are left out. */
const KEPT = [
  'sandbox',
  'fault',
  'installedUpTo',
  'config',
  'kubeconfig',
  'context',
  'bundle',
  'layout',
  'model',
  'gatewayUrl',
  'prometheusUrl',
  'grafanaUrl',
  'grafanaTokenFile',
  'identities',
  'ca',
  'insecureSkipTlsVerify',
  'toolPath',
  'allowChanges',
  'allowDisruption',
  'strict',
  'expectedFailures',
  'requestBudget',
  'tokenBudget',
] as const;

const flagOf = (key: string): string => `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** The words of one flag: a switch, a value, or one for each of several values. */
function words(key: string, value: unknown): string[] {
  if (value === undefined || value === false) return [];
  if (value === true) return [flagOf(key)];
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.map((one) => shellWord(`${flagOf(key)}=${String(one)}`));
}

/**
 * The command that runs just these checks again, against the same target.
 * @param all every check there is: what covers all of them needs no naming
 */
export function rerunCommand(
  program: string,
  flags: Readonly<Record<string, unknown>>,
  checks: readonly { id: string; phase: string }[],
  all: readonly { phase: string }[],
): string {
  const target = KEPT.flatMap((key) => words(key, flags[key]));
  const phases = [...new Set(checks.map((check) => check.phase))];
  const many = checks.length > MAX_CHECKS;
  if (many && all.every((check) => phases.includes(check.phase))) return [program, 'run', ...target].join(' ');
  const selection = many ? phases.map((phase) => `--phase ${phase}`) : checks.map((check) => `--check ${check.id}`);
  return [program, 'run', ...target, ...selection].join(' ');
}

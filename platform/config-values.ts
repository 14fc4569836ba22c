import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { CONFIG_KEYS } from './config-schema.ts';
import { nearest } from './nearest.ts';
import { plainValue } from './yaml-values.ts';

/** A mistake in what the user asked for. The message is one line, ready to print; the command exits with 2. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

const PATHS = [
  'kubeconfig',
  'bundle',
  'identities',
  'ca',
  'grafanaTokenFile',
  'expectedFailures',
  'history',
  'out',
] as const;
const LISTS: readonly string[] = ['phases', 'checks', 'models'];
const SWITCHES: readonly string[] = [
  'insecureSkipTlsVerify',
  'allowChanges',
  'allowDisruption',
  'strict',
  'diagnoseOnFailure',
];

const PREFIX = 'MAAS_VERIFY_';

export type Values = Record<string, unknown>;

export const isGiven = (value: unknown): boolean =>
  value !== undefined && !(Array.isArray(value) && value.length === 0);

export function suggestion(key: string, known: readonly string[]): string {
  const near = nearest(key, known);
  return near === undefined ? `expected one of ${known.join(', ')}` : `did you mean ${near}?`;
}

/** The values of a configuration file; relative paths start at it. Throws ConfigError. */
export function fromFile(file: string): Values {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new ConfigError(`configuration file ${file} cannot be read`);
  }
  const read = plainValue(parseDocument(text));
  if ('problem' in read) throw new ConfigError(`configuration file ${file} is not valid YAML: ${read.problem}`);
  const values = z.record(z.string(), z.unknown()).safeParse(read.value ?? {}).data;
  if (values === undefined) throw new ConfigError(`configuration file ${file} must be a map of options`);
  for (const key of Object.keys(values)) {
    if (!CONFIG_KEYS.includes(key))
      throw new ConfigError(`configuration file ${file}: unknown key "${key}"; ${suggestion(key, CONFIG_KEYS)}`);
  }
  return absolute(values, dirname(resolve(file)));
}

const variableOf = (key: string): string => `${PREFIX}${key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;

function fromVariable(key: string, value: string): unknown {
  if (LISTS.includes(key))
    return value
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
  if (key === 'requestBudget' || key === 'tokenBudget') return Number(value);
  if (!SWITCHES.includes(key)) return value;
  if (/^(1|true|yes)$/i.test(value)) return true;
  if (/^(0|false|no)$/i.test(value)) return false;
  throw new ConfigError(`${variableOf(key)}: expected true or false, got "${value}"`);
}

/** The values of our variables. Throws ConfigError. */
export function fromEnvironment(environment: NodeJS.ProcessEnv): Values {
  const variables = new Map(CONFIG_KEYS.map((key) => [variableOf(key), key]));
  const values: Values = {};
  for (const [variable, value] of Object.entries(environment)) {
    if (!variable.startsWith(PREFIX) || value === undefined || value === '') continue;
    const key = variables.get(variable);
    // Kubernetes sets MAAS_VERIFY_SERVICE_HOST and its like beside a Service of our name: only what is nearly ours is a mistake.
    const near = key === undefined ? nearest(variable.slice(PREFIX.length), CONFIG_KEYS) : undefined;
    if (near !== undefined) throw new ConfigError(`unknown variable ${variable}; did you mean ${variableOf(near)}?`);
    if (key !== undefined) values[key] = fromVariable(key, value);
  }
  return values;
}

/** Paths made absolute, starting at `folder`. */
export function absolute(values: Values, folder: string): Values {
  const result = { ...values };
  for (const key of PATHS) {
    const value = result[key];
    if (typeof value === 'string' && value !== '') result[key] = resolve(folder, value);
  }
  return result;
}

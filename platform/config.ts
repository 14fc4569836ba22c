import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { LAYOUTS } from '../layouts/layouts.ts';
import { PHASES } from '../layouts/phases.ts';
import { nearest } from './nearest.ts';

/** A mistake in what the user asked for. The message is one line, ready to print; the command exits with 2. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

const HttpUrl = z.url({ protocol: /^https?$/, error: 'expected a URL such as https://host' });
const Path = z.string().min(1);

/** What a run is asked for. The same keys in `maas-verify.yaml`, as flags (--gateway-url) and as MAAS_VERIFY_GATEWAY_URL. */
export const Config = z.strictObject({
  kubeconfig: Path.optional().describe('kubeconfig of the cluster; $KUBECONFIG or ~/.kube/config when absent'),
  context: z.string().min(1).optional().describe('context of the kubeconfig; its current one when absent'),
  bundle: Path.optional().describe('must-gather folder or archive to verify instead of a cluster'),
  layout: z
    .enum(['auto', ...LAYOUTS.keys()])
    .default('auto')
    .describe('the release that the installation should be'),
  gatewayUrl: HttpUrl.optional().describe('base URL of the MaaS gateway; found in the cluster when absent'),
  prometheusUrl: HttpUrl.optional().describe('base URL of Prometheus; found in the cluster when absent'),
  identities: Path.optional().describe(
    'YAML or JSON file of callers: identities: [{name, tier?, openshiftToken?, maasToken?}]',
  ),
  ca: Path.optional().describe('PEM file of the CA that signs the gateway’s certificate'),
  insecureSkipTlsVerify: z
    .boolean()
    .default(false)
    .describe('accept any certificate of the gateway; the TLS checks still judge it'),
  phases: z
    .array(z.enum(PHASES.map((phase) => phase.name)))
    .default([])
    .describe('run these phases only'),
  checks: z.array(z.string().min(1)).default([]).describe('run these checks only, by id'),
  allowChanges: z.boolean().default(false).describe('let checks create labelled, expiring objects'),
  allowDisruption: z.boolean().default(false).describe('let checks restart or break something'),
  strict: z.boolean().default(false).describe('a failed SHOULD fails the run'),
  expectedFailures: Path.optional().describe('YAML file of failures that are known'),
  out: Path.default('out').describe('folder for results'),
  format: z.enum(['console', 'short', 'json']).default('console').describe('what is printed'),
  requestBudget: z
    .int()
    .positive()
    .default(1200)
    .describe('the most requests that one check may send for one identity'),
});
export type Config = z.infer<typeof Config>;

const KEYS = Object.keys(Config.shape);
const PATHS = ['kubeconfig', 'bundle', 'identities', 'ca', 'expectedFailures', 'out'] as const;
const LISTS: readonly string[] = ['phases', 'checks'];
const SWITCHES: readonly string[] = ['insecureSkipTlsVerify', 'allowChanges', 'allowDisruption', 'strict'];

export const CONFIG_FILE = 'maas-verify.yaml';
const PREFIX = 'MAAS_VERIFY_';

type Values = Record<string, unknown>;

export interface ConfigSources {
  /** As the command line parsed them, by key of Config; undefined and empty lists count as not given. */
  flags: Values;
  environment: NodeJS.ProcessEnv;
  /** Configuration file; ./maas-verify.yaml when absent, if there is one. */
  file?: string;
  /** Where relative paths of flags and environment start; the current folder when absent. */
  folder?: string;
}

const isGiven = (value: unknown): boolean => value !== undefined && !(Array.isArray(value) && value.length === 0);

function suggestion(key: string, known: readonly string[]): string {
  const near = nearest(key, known);
  return near === undefined ? `expected one of ${known.join(', ')}` : `did you mean ${near}?`;
}

function fromFile(file: string): Values {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new ConfigError(`configuration file ${file} cannot be read`);
  }
  const document = parseDocument(text);
  const broken = document.errors[0];
  if (broken !== undefined)
    throw new ConfigError(`configuration file ${file} is not valid YAML: ${broken.message.split('\n')[0]}`);
  const values = z.record(z.string(), z.unknown()).safeParse(document.toJS() ?? {}).data;
  if (values === undefined) throw new ConfigError(`configuration file ${file} must be a map of options`);
  for (const key of Object.keys(values)) {
    if (!KEYS.includes(key))
      throw new ConfigError(`configuration file ${file}: unknown key "${key}"; ${suggestion(key, KEYS)}`);
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
  if (key === 'requestBudget') return Number(value);
  if (!SWITCHES.includes(key)) return value;
  if (/^(1|true|yes)$/i.test(value)) return true;
  if (/^(0|false|no)$/i.test(value)) return false;
  throw new ConfigError(`${variableOf(key)}: expected true or false, got "${value}"`);
}

function fromEnvironment(environment: NodeJS.ProcessEnv): Values {
  const variables = new Map(KEYS.map((key) => [variableOf(key), key]));
  const values: Values = {};
  for (const [variable, value] of Object.entries(environment)) {
    if (!variable.startsWith(PREFIX) || value === undefined || value === '') continue;
    const key = variables.get(variable);
    // Kubernetes sets MAAS_VERIFY_SERVICE_HOST and its like beside a Service of our name: only what is nearly ours is a mistake.
    const near = key === undefined ? nearest(variable.slice(PREFIX.length), KEYS) : undefined;
    if (near !== undefined) throw new ConfigError(`unknown variable ${variable}; did you mean ${variableOf(near)}?`);
    if (key !== undefined) values[key] = fromVariable(key, value);
  }
  return values;
}

function absolute(values: Values, folder: string): Values {
  const result = { ...values };
  for (const key of PATHS) {
    const value = result[key];
    if (typeof value === 'string' && value !== '') result[key] = resolve(folder, value);
  }
  return result;
}

/** $KUBECONFIG (which may list several files), or ~/.kube/config where it exists. */
function defaultKubeconfig(environment: NodeJS.ProcessEnv): string | undefined {
  if (environment['KUBECONFIG']) return environment['KUBECONFIG'];
  const usual = join(environment['HOME'] ?? homedir(), '.kube', 'config');
  return existsSync(usual) ? usual : undefined;
}

function demandFiles(config: Config): void {
  for (const key of ['kubeconfig', 'bundle', 'identities', 'ca', 'expectedFailures'] as const) {
    const missing = (config[key]?.split(key === 'kubeconfig' ? delimiter : '\0') ?? []).find(
      (file) => !existsSync(file),
    );
    if (missing !== undefined) throw new ConfigError(`${key}: ${missing} does not exist`);
  }
}

function complaint(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return 'invalid configuration';
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    return `unknown option "${key}"; ${suggestion(key, KEYS)}`;
  }
  return `${issue.path.join('.')}: ${issue.message.charAt(0).toLowerCase()}${issue.message.slice(1)}`;
}

/** Merges flags over environment over file over defaults. Throws ConfigError, one line. */
export function resolveConfig(sources: ConfigSources): Config {
  const { flags, environment, folder = process.cwd() } = sources;
  const usual = join(folder, CONFIG_FILE);
  const file = sources.file ?? (existsSync(usual) ? usual : undefined);
  const given = Object.fromEntries(Object.entries(flags).filter(([, value]) => isGiven(value)));
  const stated: Values = {
    ...(file === undefined ? {} : fromFile(file)),
    ...absolute(fromEnvironment(environment), folder),
    ...absolute(given, folder),
  };
  if (isGiven(stated['bundle']) && isGiven(stated['kubeconfig'])) {
    throw new ConfigError('bundle and kubeconfig exclude each other: verify a bundle or a cluster');
  }
  const kubeconfig = stated['kubeconfig'] ?? (isGiven(stated['bundle']) ? undefined : defaultKubeconfig(environment));
  const parsed = Config.safeParse({
    ...absolute({ out: Config.shape.out.parse(undefined) }, folder),
    ...stated,
    kubeconfig,
  });
  if (!parsed.success) throw new ConfigError(complaint(parsed.error));
  demandFiles(parsed.data);
  return parsed.data;
}

/** JSON Schema of `maas-verify.yaml`, for editors. */
export function configJsonSchema(): object {
  return z.toJSONSchema(Config, { io: 'input' });
}

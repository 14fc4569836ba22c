import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { z } from 'zod';
import { CONFIG_KEYS, Config } from './config-schema.ts';
import { absolute, ConfigError, fromEnvironment, fromFile, isGiven, suggestion, type Values } from './config-values.ts';

export { Config, configJsonSchema } from './config-schema.ts';
export { ConfigError } from './config-values.ts';

const CONFIG_FILE = 'maas-verify.yaml';

export interface ConfigSources {
  /** As the command line parsed them, by key of Config; undefined and empty lists count as not given. */
  flags: Values;
  environment: NodeJS.ProcessEnv;
  /** Configuration file; ./maas-verify.yaml when absent, if there is one. */
  file?: string;
  /** Where relative paths of flags and environment start; the current folder when absent. */
  folder?: string;
}

/** $KUBECONFIG (which may list several files), or ~/.kube/config where it exists. */
function defaultKubeconfig(environment: NodeJS.ProcessEnv): string | undefined {
  if (environment['KUBECONFIG']) return environment['KUBECONFIG'];
  const usual = join(environment['HOME'] ?? homedir(), '.kube', 'config');
  return existsSync(usual) ? usual : undefined;
}

function demandFiles(config: Config): void {
  for (const key of ['kubeconfig', 'bundle', 'identities', 'ca', 'grafanaTokenFile', 'expectedFailures'] as const) {
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
    return `unknown option "${key}"; ${suggestion(key, CONFIG_KEYS)}`;
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

import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, resolve } from 'node:path';
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { codeOf, placeOfMistake } from '../file-trouble.ts';
import { Unreachable } from './unreachable.ts';

/** Tools write what is not set as an empty text or null. */
const Text = z
  .string()
  .nullish()
  .transform((text) => text || undefined)
  .optional();
const named = <T extends z.ZodType>(key: string, value: T) =>
  z.array(z.looseObject({ name: z.coerce.string(), [key]: value })).nullish();

const ClusterEntry = z.looseObject({
  server: z.string(),
  'certificate-authority': Text,
  'certificate-authority-data': Text,
  'insecure-skip-tls-verify': z.boolean().optional(),
  'tls-server-name': Text,
  'proxy-url': Text,
  extensions: z.array(z.looseObject({ name: z.string(), extension: z.unknown() })).nullish(),
});
/** A credential plugin: a command that prints an ExecCredential. */
const Exec = z.looseObject({
  apiVersion: Text,
  command: z.string().min(1),
  args: z.array(z.coerce.string()).nullish(),
  env: z.array(z.looseObject({ name: z.string(), value: z.coerce.string() })).nullish(),
  provideClusterInfo: z.boolean().nullish(),
  interactiveMode: Text,
  installHint: Text,
});
const UserEntry = z.looseObject({
  token: Text,
  tokenFile: Text,
  'client-certificate': Text,
  'client-certificate-data': Text,
  'client-key': Text,
  'client-key-data': Text,
  username: Text,
  password: Text,
  as: Text,
  'as-uid': Text,
  'as-groups': z.array(z.string()).optional(),
  'as-user-extra': z.record(z.string(), z.array(z.string())).nullish(),
  exec: Exec.nullish(),
  'auth-provider': z.looseObject({ name: z.string() }).nullish(),
});
const ContextEntry = z.looseObject({ cluster: z.string(), user: z.string().default('') });
const File = z.looseObject({
  'current-context': z.string().nullish(),
  clusters: named('cluster', ClusterEntry),
  users: named('user', UserEntry.nullish()),
  contexts: named('context', ContextEntry),
});

type ClusterEntry = z.infer<typeof ClusterEntry>;
type UserEntry = z.infer<typeof UserEntry>;

/** A cluster and a user of a kubeconfig, as the context pairs them. Files are absolute. */
export interface KubeContext {
  name: string;
  cluster: ClusterEntry;
  user: UserEntry;
  /** Folder of the file that the user is from: relative plugin commands start there. */
  folder: string;
}

const FILES = ['certificate-authority', 'client-certificate', 'client-key', 'tokenFile'];

function absolute<T extends Record<string, unknown>>(entry: T, folder: string): T {
  const paths = FILES.flatMap((key) => {
    const value = entry[key];
    return typeof value === 'string' ? [[key, resolve(folder, value)]] : [];
  });
  return { ...entry, ...Object.fromEntries(paths) };
}

function load(file: string): { config: z.infer<typeof File>; folder: string } {
  let document: unknown;
  try {
    document = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    // A YAML error quotes the lines around it, which may hold a credential: only its kind is told.
    const why = error instanceof YAMLParseError ? `not YAML, ${placeOfMistake(error)}` : codeOf(error);
    throw new Unreachable(`kubeconfig ${file} cannot be read (${why})`);
  }
  const config = File.safeParse(document ?? {});
  if (!config.success) {
    const path = config.error.issues[0]?.path.join('.') ?? '';
    throw new Unreachable(`kubeconfig ${file} is not a kubeconfig (${path === '' ? 'no map' : `at ${path}`})`);
  }
  return { config: config.data, folder: dirname(resolve(file)) };
}

/** Reads a context of one or several kubeconfig files (as $KUBECONFIG lists them: the first that has a name wins). */
export function readContext(files: string, wanted?: string): KubeContext {
  const loaded = files
    .split(delimiter)
    .filter((file) => file !== '' && (existsSync(file) || !files.includes(delimiter)))
    .map(load);
  const entry = <K extends 'clusters' | 'users' | 'contexts'>(list: K, name: string) => {
    for (const { config, folder } of loaded) {
      const found = config[list]?.find((candidate) => candidate.name === name);
      if (found !== undefined) return { found, folder };
    }
    return undefined;
  };
  const known = loaded.flatMap(({ config }) => (config.contexts ?? []).map(({ name }) => name));
  const name = wanted ?? loaded.map(({ config }) => config['current-context']).find((current) => current);
  if (!name)
    throw new Unreachable(
      `kubeconfig ${files} has no current context; give --context: ${known.join(', ') || 'it has none'}`,
    );
  const context = ContextEntry.safeParse(entry('contexts', name)?.found['context']).data;
  if (context === undefined) {
    throw new Unreachable(`kubeconfig ${files} has no context "${name}"; it has ${known.join(', ') || 'none'}`);
  }
  const cluster = entry('clusters', context.cluster);
  if (cluster === undefined) {
    throw new Unreachable(
      `context "${name}" of kubeconfig ${files} names the cluster "${context.cluster}", which is not there`,
    );
  }
  const user = entry('users', context.user);
  if (context.user !== '' && user === undefined)
    throw new Unreachable(
      `context "${name}" of kubeconfig ${files} names the user "${context.user}", who is not there`,
    );
  return {
    name,
    cluster: absolute(ClusterEntry.parse(cluster.found['cluster']), cluster.folder),
    user: absolute(UserEntry.parse(user?.found['user'] ?? {}), user?.folder ?? cluster.folder),
    folder: user?.folder ?? cluster.folder,
  };
}

const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/** The cluster that this process runs in, with its pod's service account; undefined outside a cluster. */
export function inClusterContext(
  environment: NodeJS.ProcessEnv = process.env,
  folder: string = SERVICE_ACCOUNT,
): KubeContext | undefined {
  const host = environment['KUBERNETES_SERVICE_HOST'];
  if (!host || !existsSync(`${folder}/token`)) return undefined;
  const port = environment['KUBERNETES_SERVICE_PORT'] ?? '443';
  return {
    name: 'in-cluster',
    cluster: {
      server: `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
      'certificate-authority': `${folder}/ca.crt`,
    },
    user: { tokenFile: `${folder}/token` },
    folder,
  };
}

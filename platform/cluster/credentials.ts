import { readFileSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { z } from 'zod';
import { firstLine } from '../connection-failure.ts';
import { redact, register } from '../redact.ts';
import { deadline, WAITS } from '../waits.ts';
import type { KubeContext } from './kubeconfig.ts';
import { Unreachable } from './unreachable.ts';

/** What a request to the API server carries. */
export interface Credentials {
  /** Value of the Authorization header; absent for client certificates. */
  authorization?: string;
  /** Impersonation, as the kubeconfig asks for it. */
  headers: Record<string, string | string[]>;
  /** PEM of a client certificate and its key. */
  clientCertificate?: { cert: string; key: string };
}

const decoded = (data: string): string => Buffer.from(data, 'base64').toString('utf8');

function fileText(file: string, what: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new Unreachable(`${what} ${file} cannot be read`);
  }
}

function clientCertificate({ user }: KubeContext): Credentials['clientCertificate'] {
  const pem = (key: 'client-certificate' | 'client-key', what: string): string | undefined => {
    const data = user[`${key}-data`];
    const file = user[key];
    if (data !== undefined) return decoded(data);
    return file === undefined ? undefined : fileText(file, what);
  };
  const cert = pem('client-certificate', 'client certificate');
  const key = pem('client-key', 'client key');
  return cert === undefined || key === undefined ? undefined : { cert, key };
}

const Applied = z.looseObject({
  headers: z.looseObject({ Authorization: z.string().optional() }).optional(),
  cert: z.unknown().optional(),
  key: z.unknown().optional(),
});

/** Asks the kubeconfig's plugin, through the official client: the protocol of credential plugins is its business. */
async function fromPlugin(context: KubeContext): Promise<Credentials> {
  const { KubeConfig } = await import('@kubernetes/client-node');
  const config = new KubeConfig();
  const { user, cluster, folder } = context;
  const exec = user.exec ?? undefined;
  // Its credentials are asked for, not its connection: the client refuses a plain http server, which kubectl accepts.
  // kubectl resolves a relative command against the kubeconfig and tells the plugin what it is asked for; the client does neither.
  const command =
    exec?.command.includes('/') && !isAbsolute(exec.command) ? resolve(folder, exec.command) : exec?.command;
  const info = JSON.stringify({
    apiVersion: exec?.['apiVersion'],
    kind: 'ExecCredential',
    spec: { interactive: false },
  });
  const environment = z
    .array(z.looseObject({ name: z.string(), value: z.string() }))
    .catch([])
    .parse(exec?.['env'] ?? []);
  config.loadFromClusterAndUser(
    { name: 'cluster', server: cluster.server.replace(/^http:/, 'https:'), skipTLSVerify: false },
    {
      name: 'user',
      exec: exec && { ...exec, command, env: [...environment, { name: 'KUBERNETES_EXEC_INFO', value: info }] },
      authProvider: user['auth-provider'] ?? undefined,
    },
  );
  const options: Record<string, unknown> = {};
  try {
    await Promise.race([config.applyToHTTPSOptions(options), expired(WAITS.credentialPlugin)]);
  } catch (error) {
    // What a failing plugin printed becomes the whole message, credentials included.
    const why = firstLine(redact(error instanceof Error ? error.message : String(error)));
    throw new Unreachable(
      `the kubeconfig's credential plugin ${command ?? user['auth-provider']?.name} failed: ${why}`,
    );
  }
  const { headers, cert, key } = Applied.parse(options);
  return {
    authorization: headers?.Authorization,
    headers: {},
    clientCertificate: cert && key ? { cert: String(cert), key: String(key) } : undefined,
  };
}

function expired(ms: number): Promise<never> {
  const signal = deadline(ms);
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error(`no answer within ${ms / 1000} s`)), { once: true });
  });
}

function impersonation({ user }: KubeContext): Record<string, string | string[]> {
  return {
    ...(user.as === undefined ? {} : { 'impersonate-user': user.as }),
    ...(user['as-groups'] === undefined ? {} : { 'impersonate-group': user['as-groups'] }),
  };
}

/** The credentials of a context, read anew at each call: token files are rotated, plugins' tokens expire. */
export async function readCredentials(context: KubeContext): Promise<Credentials> {
  const { user } = context;
  const headers = impersonation(context);
  const byPlugin = user.exec || user['auth-provider'] ? await fromPlugin(context) : undefined;
  const token = user.tokenFile === undefined ? user.token : fileText(user.tokenFile, 'token file');
  const basic =
    user.username === undefined ? undefined : Buffer.from(`${user.username}:${user.password ?? ''}`).toString('base64');
  const given = token !== undefined ? `Bearer ${token}` : basic !== undefined ? `Basic ${basic}` : undefined;
  const credentials: Credentials = {
    authorization: given ?? byPlugin?.authorization,
    headers,
    clientCertificate: clientCertificate(context) ?? byPlugin?.clientCertificate,
  };
  register(
    credentials.authorization?.replace(/^(Bearer|Basic) /, ''),
    user.password,
    credentials.clientCertificate?.key,
  );
  return credentials;
}

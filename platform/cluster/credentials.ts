import { readFileSync } from 'node:fs';
import { register } from '../redact.ts';
import { askAuthProvider } from './auth-provider.ts';
import { askPlugin, type PluginCredentials } from './exec-plugin.ts';
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
  /** Milliseconds since 1970 after which they are to be read again. */
  expiresAt?: number;
}

const decoded = (data: string): string => Buffer.from(data, 'base64').toString('utf8');

function fileText(file: string, what: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new Unreachable(`${what} ${file} of the kubeconfig cannot be read`);
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
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined) throw new Unreachable("the kubeconfig's user has a client key without a client certificate");
  if (key === undefined) throw new Unreachable("the kubeconfig's user has a client certificate without its key");
  return { cert, key };
}

/** A header's bytes: names in other scripts are sent as UTF-8, as kubectl sends them. */
const headerValue = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

function impersonation({ user }: KubeContext): Record<string, string | string[]> {
  const extra = Object.entries(user['as-user-extra'] ?? {}).map(([key, values]): [string, string[]] => [
    `impersonate-extra-${encodeURIComponent(key).toLowerCase()}`,
    values.map(headerValue),
  ]);
  return {
    ...(user.as === undefined ? {} : { 'impersonate-user': headerValue(user.as) }),
    ...(user['as-uid'] === undefined ? {} : { 'impersonate-uid': headerValue(user['as-uid']) }),
    ...(user['as-groups'] === undefined ? {} : { 'impersonate-group': user['as-groups'].map(headerValue) }),
    ...Object.fromEntries(extra),
  };
}

/** The token as a header can carry it. Its text is in no message: an invalid header's error would quote it. */
function bearer(token: string, from: string): string {
  if (!/^[\x21-\x7e]+$/.test(token))
    throw new Unreachable(`the token ${from} is empty or has characters that no token has`);
  return `Bearer ${token}`;
}

/** What the kubeconfig itself holds, most particular first: kubectl takes the token file before the token. */
function written({ user }: KubeContext): string | undefined {
  if (user.tokenFile !== undefined) return bearer(fileText(user.tokenFile, 'token file'), `in ${user.tokenFile}`);
  if (user.token !== undefined) return bearer(user.token.trim(), "of the kubeconfig's user");
  if (user.username === undefined) return undefined;
  return `Basic ${Buffer.from(`${user.username}:${user.password ?? ''}`).toString('base64')}`;
}

async function asked(context: KubeContext): Promise<PluginCredentials & { authorization?: string }> {
  const { exec, 'auth-provider': provider } = context.user;
  if (exec) {
    const given = await askPlugin(context, exec);
    const { token } = given;
    return { ...given, authorization: token === undefined ? undefined : bearer(token, `of plugin ${exec.command}`) };
  }
  return provider ? { authorization: await askAuthProvider(context, provider) } : {};
}

/** The credentials of a context, read anew at each call: token files are rotated, plugins' tokens expire. Throws Unreachable. */
export async function readCredentials(context: KubeContext): Promise<Credentials> {
  const given = written(context);
  // A plugin can take seconds, and ask the network: it is not asked where it is not needed.
  const byPlugin = given === undefined ? await asked(context) : {};
  const credentials: Credentials = {
    authorization: given ?? byPlugin.authorization,
    headers: impersonation(context),
    clientCertificate: clientCertificate(context) ?? byPlugin.clientCertificate,
    expiresAt: byPlugin.expiresAt,
  };
  register(...secretsOf(credentials, context), credentials.clientCertificate?.key);
  return credentials;
}

/** What of them is sent to the server, which could repeat it. */
export const secretsOf = ({ authorization }: Credentials, { user }: KubeContext): string[] =>
  [authorization?.replace(/^(Bearer|Basic) /, ''), user.password].filter((secret) => secret !== undefined);

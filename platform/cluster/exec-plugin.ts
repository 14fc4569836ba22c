import { readFileSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { execa } from 'execa';
import { z } from 'zod';
import { firstLine } from '../connection-failure.ts';
import { killGroup } from '../process-group.ts';
import { redact } from '../redact.ts';
import { deadline, WAITS } from '../waits.ts';
import type { KubeContext } from './kubeconfig.ts';
import { Unreachable } from './unreachable.ts';

/** What a credential plugin gives. */
export interface PluginCredentials {
  token?: string;
  clientCertificate?: { cert: string; key: string };
  /** Milliseconds since 1970 after which the plugin is to be asked again. */
  expiresAt?: number;
}

type Exec = NonNullable<KubeContext['user']['exec']>;

const VERSIONS = ['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1'];
/** The cluster's own settings for the plugin stand in this extension of its kubeconfig entry. */
const SETTINGS = 'client.authentication.k8s.io/exec';

const ExecCredential = z.looseObject({
  apiVersion: z.string(),
  kind: z.literal('ExecCredential'),
  status: z.looseObject({
    token: z.string().optional(),
    clientCertificateData: z.string().optional(),
    clientKeyData: z.string().optional(),
    expirationTimestamp: z.string().nullish(),
  }),
});

/** A credential has letters and digits without a blank: what looks so in a plugin's complaint is not shown. */
const OPAQUE = /(?<![\w./:-])(?=[\w+=~-]*\d)(?=[\w+=~-]*[A-Za-z])[\w+=~-]{20,}(?![\w./:-])/g;

const complaintOf = (stderr: string): string => firstLine(redact(stderr).replace(OPAQUE, '[redacted]'));

function caData({ cluster }: KubeContext): string | undefined {
  const file = cluster['certificate-authority'];
  if (cluster['certificate-authority-data'] !== undefined || file === undefined)
    return cluster['certificate-authority-data'];
  try {
    return readFileSync(file).toString('base64');
  } catch {
    return undefined; // the connection says so, with the file's name
  }
}

/** What the plugin is told: for which cluster, where it asks to know, and that nobody is there to be asked. */
function execInfo(context: KubeContext, exec: Exec): string {
  const { cluster } = context;
  const settings = cluster.extensions?.find(({ name }) => name === SETTINGS)?.extension;
  const about = {
    server: cluster.server,
    'tls-server-name': cluster['tls-server-name'],
    'insecure-skip-tls-verify': cluster['insecure-skip-tls-verify'],
    'certificate-authority-data': caData(context),
    'proxy-url': cluster['proxy-url'],
    config: settings,
  };
  const spec = { interactive: false, ...(exec.provideClusterInfo === true ? { cluster: about } : {}) };
  return JSON.stringify({ apiVersion: exec.apiVersion, kind: 'ExecCredential', spec });
}

/** Runs the plugin to its end, or kills it and what it started when the time is over. */
async function output(command: string, exec: Exec, info: string, called: string): Promise<string> {
  const given = Object.fromEntries((exec.env ?? []).map(({ name, value }) => [name, value]));
  const child = execa(command, exec.args ?? [], {
    env: { ...given, KUBERNETES_EXEC_INFO: info },
    stdin: 'ignore',
    reject: false,
    detached: true,
  });
  const limit = deadline(WAITS.credentialPlugin);
  const kill = (): void => killGroup(child.pid);
  limit.addEventListener('abort', kill, { once: true });
  const { exitCode, stdout, stderr, code, signal } = await child;
  // Its number may soon be another process'.
  limit.removeEventListener('abort', kill);
  if (limit.aborted) throw new Unreachable(`${called} gave no answer within ${WAITS.credentialPlugin / 1000} s`);
  if (code !== undefined && exitCode === undefined && signal === undefined) {
    const hint = exec.installHint === undefined ? '' : `; its kubeconfig says: ${complaintOf(exec.installHint)}`;
    throw new Unreachable(`${called} cannot be started (${code})${hint}`);
  }
  if (exitCode !== 0) {
    const how = signal === undefined ? `exit code ${exitCode}` : signal;
    const said = complaintOf(stderr);
    throw new Unreachable(`${called} failed (${how})${said === '' ? '' : `: ${said}`}`);
  }
  return stdout;
}

function parsed(text: string, exec: Exec, called: string): z.infer<typeof ExecCredential>['status'] {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw new Unreachable(`${called} printed something else than JSON`);
  }
  const credential = ExecCredential.safeParse(document);
  if (!credential.success || credential.data.apiVersion !== exec.apiVersion) {
    throw new Unreachable(`${called} printed no ExecCredential of ${exec.apiVersion}`);
  }
  return credential.data.status;
}

/** Asks the kubeconfig's credential plugin, as kubectl does. Throws Unreachable; what the plugin printed stays inside. */
export async function askPlugin(context: KubeContext, exec: Exec): Promise<PluginCredentials> {
  const called = `the kubeconfig's credential plugin ${exec.command}`;
  if (!VERSIONS.includes(exec.apiVersion ?? ''))
    throw new Unreachable(`${called} speaks ${exec.apiVersion ?? 'no apiVersion'}; known are ${VERSIONS.join(', ')}`);
  if (exec.interactiveMode === 'Always')
    throw new Unreachable(`${called} asks its user, and nobody is asked here: give a token instead`);
  const isRelative = exec.command.includes('/') && !isAbsolute(exec.command);
  const command = isRelative ? resolve(context.folder, exec.command) : exec.command;
  const status = parsed(await output(command, exec, execInfo(context, exec), called), exec, called);
  const { token, clientCertificateData: cert, clientKeyData: key, expirationTimestamp } = status;
  if ((token ?? '') === '' && (cert === undefined || key === undefined))
    throw new Unreachable(`${called} gave neither a token nor a client certificate with its key`);
  const expiresAt = Date.parse(expirationTimestamp ?? '');
  return {
    token: token === '' ? undefined : token,
    clientCertificate: cert === undefined || key === undefined ? undefined : { cert, key },
    expiresAt: Number.isNaN(expiresAt) ? undefined : expiresAt,
  };
}

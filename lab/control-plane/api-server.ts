import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Agent, fetch } from 'undici';
import type { KeyPair } from '../../sandbox/certificates.ts';
import { ISSUER } from '../../sandbox/tokens/signed-tokens.ts';
import { freePorts } from '../ports.ts';
import { type RunningProcess, startProcess } from '../process.ts';

export interface ApiServerOptions {
  program: string;
  folder: string;
  etcdUrl: string;
  /** PEM of the CA that clients trust. */
  ca: string;
  serving: KeyPair;
  /** PEM of the RSA key that service accounts' tokens are signed with. */
  tokenKey: { private: string; public: string };
  /** The static token file: who has which opaque token. */
  tokens: string;
  /** Unix socket of the proxy by which the cluster's own addresses are reached. */
  clusterNetwork: string;
  port?: number;
}

const READY_MS = 60_000;
/** OpenShift's range of Service addresses: the installations' Services have addresses of it. */
const SERVICE_RANGE = '172.30.0.0/16';

/** What is asked of cluster addresses (kubelets, webhooks) goes through a proxy: there is no cluster network here. */
const egress = (socket: string): object => ({
  apiVersion: 'apiserver.k8s.io/v1beta1',
  kind: 'EgressSelectorConfiguration',
  egressSelections: [
    {
      name: 'cluster',
      connection: { proxyProtocol: 'HTTPConnect', transport: { uds: { udsName: socket } } },
    },
  ],
});

async function writeFiles(options: ApiServerOptions): Promise<Record<string, string>> {
  const files = {
    cert: options.serving.cert,
    key: options.serving.key,
    ca: options.ca,
    'sa.key': options.tokenKey.private,
    'sa.pub': options.tokenKey.public,
    'tokens.csv': options.tokens,
    'egress.json': JSON.stringify(egress(options.clusterNetwork)),
  };
  const written = Object.entries(files).map(async ([name, text]) => {
    const path = join(options.folder, `apiserver-${name}`);
    await writeFile(path, text, { mode: 0o600 });
    return [name, path];
  });
  return Object.fromEntries(await Promise.all(written));
}

/** Starts kube-apiserver with RBAC on loopback; answers when it is ready. */
export async function startApiServer(options: ApiServerOptions): Promise<{ url: string; process: RunningProcess }> {
  const files = await writeFiles(options);
  const port = options.port ?? (await freePorts(1))[0] ?? 0;
  const url = `https://127.0.0.1:${port}`;
  const dispatcher = new Agent({ connect: { ca: options.ca } });
  const process = await startProcess({
    name: 'kube-apiserver',
    file: options.program,
    args: [
      `--etcd-servers=${options.etcdUrl}`,
      '--bind-address=127.0.0.1',
      // What the service "kubernetes" leads to; an endpoint may not be a loopback address.
      '--advertise-address=192.0.2.1',
      `--secure-port=${port}`,
      `--tls-cert-file=${files['cert']}`,
      `--tls-private-key-file=${files['key']}`,
      `--service-account-issuer=${ISSUER}`,
      `--service-account-signing-key-file=${files['sa.key']}`,
      `--service-account-key-file=${files['sa.pub']}`,
      `--token-auth-file=${files['tokens.csv']}`,
      `--egress-selector-config-file=${files['egress.json']}`,
      `--service-cluster-ip-range=${SERVICE_RANGE}`,
      '--authorization-mode=RBAC',
      '--allow-privileged=true',
      '--profiling=false',
      `--cert-dir=${options.folder}`,
    ],
    logFile: join(options.folder, 'kube-apiserver.log'),
    isReady: async () => (await fetch(`${url}/readyz`, { dispatcher })).ok,
    readyWithinMs: READY_MS,
  });
  await dispatcher.destroy();
  return { url, process };
}

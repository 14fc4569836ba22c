import { readFileSync } from 'node:fs';
import { Agent, type Dispatcher, EnvHttpProxyAgent, ProxyAgent } from 'undici';
import { WAITS } from '../waits.ts';
import { type Credentials, readCredentials } from './credentials.ts';
import { inClusterContext, type KubeContext, readContext } from './kubeconfig.ts';
import { Unreachable } from './unreachable.ts';

/** One kept connection pool to an API server, and who asks. */
export interface Connection {
  /** Of the API server, without a trailing slash. */
  url: string;
  dispatcher: Dispatcher;
  /** Credentials as last read. */
  credentials(): Credentials;
  /** Reads them again, as after a 401; false where nothing changed. */
  refresh(): Promise<boolean>;
  close(): Promise<void>;
}

/** More would not be quicker: pages follow each other, and the API server's fairness queues count per user. */
const CONNECTIONS = 6;

function trusted({ cluster }: KubeContext): string | undefined {
  const data = cluster['certificate-authority-data'];
  if (data !== undefined) return Buffer.from(data, 'base64').toString('utf8');
  const file = cluster['certificate-authority'];
  if (file === undefined) return undefined;
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new Unreachable(`certificate authority ${file} of the kubeconfig cannot be read`);
  }
}

function dispatcherFor(context: KubeContext, credentials: Credentials): Dispatcher {
  const { cluster } = context;
  const tls = {
    ca: trusted(context),
    ...credentials.clientCertificate,
    rejectUnauthorized: cluster['insecure-skip-tls-verify'] !== true,
    servername: cluster['tls-server-name'],
    timeout: WAITS.clusterRequest,
  };
  const options = {
    // undici's HTTP/2 window makes a large list several times slower than HTTP/1.1.
    allowH2: false,
    connections: CONNECTIONS,
    keepAliveTimeout: WAITS.keepAlive,
    headersTimeout: WAITS.clusterRequest,
    bodyTimeout: WAITS.clusterRequest,
    connect: tls,
  };
  if (cluster['proxy-url'] !== undefined)
    return new ProxyAgent({ ...options, uri: cluster['proxy-url'], requestTls: tls });
  const proxied = process.env['HTTPS_PROXY'] ?? process.env['https_proxy'];
  return proxied ? new EnvHttpProxyAgent({ ...options, requestTls: tls }) : new Agent(options);
}

function chosen(kubeconfig: string | undefined, name: string | undefined): KubeContext {
  if (kubeconfig !== undefined) return readContext(kubeconfig, name);
  const context = inClusterContext();
  if (context === undefined) throw new Unreachable('no kubeconfig: give --kubeconfig, or set KUBECONFIG');
  return context;
}

/** Opens a context of a kubeconfig, or the cluster that this process runs in when there is none. Throws Unreachable. */
export async function connect(kubeconfig?: string, contextName?: string): Promise<Connection> {
  const context = chosen(kubeconfig, contextName);
  let credentials = await readCredentials(context);
  let url: URL;
  try {
    url = new URL(context.cluster.server);
  } catch {
    throw new Unreachable(`the kubeconfig's server "${context.cluster.server}" is not a URL`);
  }
  let dispatcher = dispatcherFor(context, credentials);
  return {
    url: url.href.replace(/\/$/, ''),
    get dispatcher() {
      return dispatcher;
    },
    credentials: () => credentials,
    refresh: async () => {
      const before = JSON.stringify(credentials);
      credentials = await readCredentials(context);
      if (JSON.stringify(credentials) === before) return false;
      await dispatcher.close();
      dispatcher = dispatcherFor(context, credentials);
      return true;
    },
    close: () => dispatcher.close(),
  };
}

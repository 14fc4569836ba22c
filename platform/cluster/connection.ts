import pLimit from 'p-limit';
import { Agent, type Dispatcher, ProxyAgent } from 'undici';
import { proxyFor } from '../proxy.ts';
import { register } from '../redact.ts';
import { WAITS } from '../waits.ts';
import { type Credentials, readCredentials } from './credentials.ts';
import { inClusterContext, type KubeContext, readContext } from './kubeconfig.ts';
import { type Patience, patience } from './patience.ts';
import { secureContext } from './trusted.ts';
import { Unreachable } from './unreachable.ts';

/** One kept connection to an API server, and who asks. */
export interface Connection {
  /** Of the API server, without a trailing slash. */
  url: string;
  dispatcher: Dispatcher;
  /** Credentials as last read; read again where they have expired. Throws Unreachable. */
  credentials(): Promise<Credentials>;
  /** Reads them again, as after a 401; false where nothing changed. Throws Unreachable. */
  refresh(): Promise<boolean>;
  /** Asks when all who came before have been answered: one request at a time, so that one connection is enough. */
  inTurn<T>(ask: () => Promise<T>): Promise<T>;
  /** What this process still waits for a server that sheds load. */
  patience: Patience;
  close(): Promise<void>;
}

function proxyOf({ cluster }: KubeContext, url: URL): string | undefined {
  const proxy = cluster['proxy-url'] ?? proxyFor(url);
  if (proxy === undefined) return undefined;
  const parsed = URL.parse(proxy);
  const origin = cluster['proxy-url'] === undefined ? 'the environment' : 'the kubeconfig';
  if (parsed === null || !['http:', 'https:', 'socks5:'].includes(parsed.protocol))
    throw new Unreachable(`the proxy of ${origin} is no http, https or socks5 URL`);
  register(parsed.password);
  return proxy;
}

function dispatcherFor(context: KubeContext, url: URL, credentials: Credentials): Dispatcher {
  const { cluster } = context;
  const tls = {
    secureContext: secureContext(context, credentials),
    rejectUnauthorized: cluster['insecure-skip-tls-verify'] !== true,
    servername: cluster['tls-server-name'],
    timeout: WAITS.clusterRequest,
  };
  const options = {
    // undici's HTTP/2 window makes a large list several times slower than HTTP/1.1.
    allowH2: false,
    connections: 1,
    keepAliveTimeout: WAITS.keepAlive,
    headersTimeout: WAITS.clusterRequest,
    bodyTimeout: WAITS.clusterRequest,
  };
  const proxy = proxyOf(context, url);
  if (proxy === undefined) return new Agent({ ...options, connect: tls });
  return new ProxyAgent({ ...options, uri: proxy, requestTls: tls, proxyTls: { timeout: WAITS.clusterRequest } });
}

function chosen(kubeconfig: string | undefined, name: string | undefined): KubeContext {
  if (kubeconfig !== undefined) return readContext(kubeconfig, name);
  const context = inClusterContext();
  if (context === undefined) throw new Unreachable('no kubeconfig: give --kubeconfig, or set KUBECONFIG');
  return context;
}

function serverOf({ cluster }: KubeContext): URL {
  // kubectl takes a server without a scheme for a plain http one; nobody means that, so it is an error here.
  const url = URL.parse(cluster.server);
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new Unreachable(`the kubeconfig's server "${cluster.server}" is no http or https URL`);
  return url;
}

/** Opens a context of a kubeconfig, or the cluster that this process runs in when there is none. Throws Unreachable. */
export const connect = async (kubeconfig?: string, contextName?: string): Promise<Connection> =>
  connectTo(chosen(kubeconfig, contextName));

/** Opens a cluster as its user. Nothing is sent yet. Throws Unreachable. */
async function connectTo(context: KubeContext): Promise<Connection> {
  const url = serverOf(context);
  let credentials = await readCredentials(context);
  let dispatcher = dispatcherFor(context, url, credentials);

  const renew = async (): Promise<boolean> => {
    const before = credentials;
    credentials = await readCredentials(context);
    const { clientCertificate } = credentials;
    if (JSON.stringify(clientCertificate) !== JSON.stringify(before.clientCertificate)) {
      await dispatcher.close();
      dispatcher = dispatcherFor(context, url, credentials);
      return true;
    }
    return credentials.authorization !== before.authorization;
  };
  return {
    url: url.href.replace(/\/$/, ''),
    get dispatcher() {
      return dispatcher;
    },
    async credentials() {
      const { expiresAt } = credentials;
      if (expiresAt !== undefined && Date.now() > expiresAt - WAITS.credentialSpare) await renew();
      return credentials;
    },
    refresh: renew,
    inTurn: pLimit(1),
    patience: patience(),
    close: () => dispatcher.close(),
  };
}

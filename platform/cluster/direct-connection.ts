import pLimit from 'p-limit';
import { Agent, type Dispatcher, ProxyAgent } from 'undici';
import { proxyFor } from '../proxy.ts';
import { register } from '../redact.ts';
import { WAITS } from '../waits.ts';
import type { Connection } from './connection.ts';
import { type Credentials, readCredentials, secretsOf } from './credentials.ts';
import { type Channel, sendPacked } from './http.ts';
import { inClusterContext, type KubeContext, readContext } from './kubeconfig.ts';
import { unpacked } from './packing.ts';
import { patience } from './patience.ts';
import { secureContext } from './trusted.ts';
import { Unreachable } from './unreachable.ts';

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

function dispatcherFor(context: KubeContext, url: URL, credentials: Credentials, connections: number): Dispatcher {
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
    connections,
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

/** Opens a context of a kubeconfig, or the cluster that this process runs in when there is none. Nothing is sent yet. Throws Unreachable. */
export async function connect(kubeconfig?: string, contextName?: string): Promise<Connection> {
  return connectionOver(await channelTo(kubeconfig, contextName));
}

/** Questions and answers over a channel; closed, it closes the channel. */
export const connectionOver = (channel: Channel): Connection => ({
  url: channel.url,
  send: async (request, signal) => unpacked(await sendPacked(channel, request, signal), channel.url, request.path),
  sendPacked: (request, signal) => sendPacked(channel, request, signal),
  authorization: async () => (await channel.credentials()).authorization,
  secrets: () => channel.secrets(),
  close: () => channel.dispatcher.close(),
});

/**
 * As `connect`, for what is no question with an answer, and so nothing that others could ask for us.
 * @param connections how many it may have, and so how many questions are asked at a time
 */
export async function channelTo(kubeconfig?: string, contextName?: string, connections = 1): Promise<Channel> {
  const context = chosen(kubeconfig, contextName);
  const url = serverOf(context);
  let credentials = await readCredentials(context);
  let dispatcher = dispatcherFor(context, url, credentials, connections);

  const renew = async (): Promise<boolean> => {
    const before = credentials;
    credentials = await readCredentials(context);
    const { clientCertificate } = credentials;
    if (JSON.stringify(clientCertificate) !== JSON.stringify(before.clientCertificate)) {
      await dispatcher.close();
      dispatcher = dispatcherFor(context, url, credentials, connections);
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
    secrets: () => secretsOf(credentials, context),
    inTurn: pLimit(connections),
    patience: patience(),
  };
}

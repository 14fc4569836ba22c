import { once, setMaxListeners } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createServer as createTcpServer } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { getRequestListener } from '@hono/node-server';
import type { World } from '../world.ts';
import { failure } from './answers.ts';
import { authenticate, type Identity } from './authenticate.ts';
import { catalogue } from './catalogue.ts';
import type { Kube } from './exchange.ts';
import { misbehaviour } from './misbehaviour.ts';
import { pages } from './paging.ts';
import { paths } from './paths.ts';
import { demandProtocol, forwardPort, type PodPorts, refuseUpgrade } from './port-forward.ts';
import { authorize } from './rbac.ts';
import { type RequestInfo, type ResourceRequest, requestInfo } from './request-info.ts';
import { type RequestLog, requestLog } from './request-log.ts';
import { answerResource, typeOf } from './resource-requests.ts';
import { badRequest, forbidden, forbiddenPath, notFound } from './status-errors.ts';

const LOOPBACK = '127.0.0.1';
const CLOSING_GRACE_MS = 50;
/** An API server keeps an idle connection for so long; Node's own 5 s would make a client of a busy machine open another. */
const IDLE_MS = 90_000;

export interface KubeServer {
  url: string;
  /** What has been asked of it, and by whom. */
  requestLog: RequestLog;
  close(): Promise<void>;
}

const fullResource = ({ resource, subresource }: ResourceRequest): string =>
  subresource === undefined ? resource : `${resource}/${subresource}`;

function record(log: RequestLog, request: Request, info: RequestInfo, user: string): void {
  const { pathname, search, searchParams } = new URL(request.url);
  const dryRun = searchParams.getAll('dryRun').includes('All');
  const line = `${request.method} ${pathname}${search}`;
  if ('resource' in info) {
    const { verb, group } = info.resource;
    log.record({ verb, group, resource: fullResource(info.resource), user, dryRun }, line);
  } else {
    log.record({ verb: info.verb, group: '', resource: info.path, user, dryRun }, line);
  }
}

function demandAccess(world: World, identity: Identity, info: RequestInfo): void {
  const wanted = 'resource' in info ? info.resource : info;
  if (authorize(world.objects, identity, wanted).allowed) return;
  if (!('resource' in info)) throw forbiddenPath(identity.username, info.verb, info.path);
  const { group, resource, name, verb, namespace } = info.resource;
  const scope = { verb, resource: fullResource(info.resource), namespace };
  throw forbidden(identity.username, { group, resource, name }, scope);
}

/** The API server as a function of a request; it never throws. */
function api(kube: Kube, log: RequestLog): (request: Request) => Promise<Response> {
  const other = paths(kube);
  const { world } = kube;
  const answer = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    const info = requestInfo(request.method, url);
    const identity = await authenticate(world, request.headers);
    record(log, request, info, identity.username);
    demandAccess(world, identity, info);
    if (!('resource' in info)) return other.fetch(request);
    const target = info.resource;
    const type = typeOf(kube, target);
    if (type instanceof Response) return type;
    return answerResource({ kube, request, query: url.searchParams, identity, target, type });
  };
  return async (request) => {
    try {
      return (await misbehaviour(kube, request)) ?? (await answer(request));
    } catch (error) {
      return failure(request, error);
    }
  };
}

/** Upgrades to a WebSocket: of a pod's port, for who may. Anything else is refused with the API's own answer. */
async function upgrade(
  kube: Kube,
  log: RequestLog,
  ports: PodPorts,
  ...[message, socket, head]: [IncomingMessage, Duplex, Buffer]
): Promise<void> {
  const headers = new Headers(Object.entries(message.headers).map(([name, value]) => [name, String(value)]));
  const request = new Request(new URL(message.url ?? '/', 'https://localhost'), {
    method: message.method,
    headers,
  });
  try {
    const url = new URL(request.url);
    const info = requestInfo(message.method ?? 'GET', url);
    const identity = await authenticate(kube.world, headers);
    record(log, request, info, identity.username);
    demandAccess(kube.world, identity, info);
    if (!('resource' in info) || fullResource(info.resource) !== 'pods/portforward')
      throw badRequest('nothing here can be upgraded');
    demandProtocol(message);
    const { namespace, name = '' } = info.resource;
    const pod = kube.world.objects.find({ kind: 'Pod', namespace, name });
    if (pod === undefined) throw notFound({ group: '', resource: 'pods', name });
    const port = Number(url.searchParams.get('ports'));
    if (!Number.isInteger(port) || port < 1) throw badRequest('query parameter "ports" is required');
    forwardPort(message, socket, head, { pod, port, ports });
  } catch (error) {
    await refuseUpgrade(socket, await failure(request, error));
  }
}

/** A port on which nothing listens. */
async function closedPort(): Promise<number> {
  const probe = createTcpServer().listen(0, LOOPBACK);
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** Starts the sandbox's Kubernetes API on loopback; port 0 takes a free one. Rejects when the port is taken. */
export async function startKube(world: World, options: { port: number; podPorts?: PodPorts }): Promise<KubeServer> {
  const log = requestLog();
  if (world.behaviour.kube.down) {
    const port = options.port === 0 ? await closedPort() : options.port;
    return { url: `https://${LOOPBACK}:${port}`, requestLog: log, close: async () => undefined };
  }
  const closing = new AbortController();
  // Every open watch and log listens to it; that many are no leak.
  setMaxListeners(0, closing.signal);
  const kube: Kube = {
    world,
    catalogue: catalogue(world.objects),
    pages: pages(() => world.behaviour.kube.continueLifetimeMs),
    closing: closing.signal,
  };
  const { cert, key } = world.certificates.kube;
  const server = createServer({ cert, key }, getRequestListener(api(kube, log), { overrideGlobalObjects: false }));
  server.on('connection', log.connected);
  const { podPorts = () => undefined } = options;
  const upgraded = new Set<Duplex>();
  server.on('upgrade', (message, socket, head) => {
    upgraded.add(socket);
    socket.once('close', () => upgraded.delete(socket));
    void upgrade(kube, log, podPorts, message, socket, head);
  });
  server.keepAliveTimeout = IDLE_MS;
  server.listen(options.port, LOOPBACK);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://${LOOPBACK}:${port}`,
    requestLog: log,
    async close() {
      closing.abort();
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      await delay(CLOSING_GRACE_MS);
      server.closeAllConnections();
      for (const socket of upgraded) socket.destroy();
      await closed;
    },
  };
}

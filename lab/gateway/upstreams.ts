import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { type Backend, keyOf, type ServiceName } from '../../sandbox/gateway/services.ts';
import { ClosedByModel } from '../../sandbox/model/model.ts';
import type { BackEnds } from './back-ends.ts';

/**
 * Bounds are Envoy's business. An idle connection stays longer than any of Envoy's: closed sooner, it would meet a request on
 * its way. Headers may be twice what Envoy takes: it adds the path before it was rewritten.
 */
const SOCKET = { keepAliveTimeout: 2 * 3_600_000, requestTimeout: 0, headersTimeout: 0, maxHeaderSize: 128 * 1024 };
/** Methods that Fetch's requests cannot have, and no back end knows. */
const UNKNOWN_METHODS = ['TRACE', 'TRACK', 'CONNECT'];

export interface Upstreams {
  /** The port of loopback at which what is behind a Service answers; opened with the first question. */
  portOf(service: ServiceName, backend: Backend): Promise<number>;
  close(): Promise<void>;
}

interface Listening {
  port: number;
  close(): Promise<void>;
}

/** Servers without TLS for what is behind the Services, one each. */
export function upstreams(backEnds: BackEnds): Upstreams {
  const open = new Map<string, Promise<Listening>>();
  return {
    async portOf(service, backend) {
      const key = keyOf(service);
      const server = open.get(key) ?? listen(backEnds, backend);
      open.set(key, server);
      return (await server).port;
    },
    async close() {
      for (const server of open.values()) await (await server).close();
    },
  };
}

function listen(backEnds: BackEnds, backend: Backend): Promise<Listening> {
  const server = createAdaptorServer({
    serverOptions: SOCKET,
    fetch: async (request, { incoming }) => {
      if (UNKNOWN_METHODS.includes(request.method)) return new Response(null, { status: 405 });
      try {
        return await answer(backEnds, backend, await whole(request));
      } catch (error) {
        if (!(error instanceof ClosedByModel)) console.error(`lab: ${request.method} ${request.url} failed: ${error}`);
        incoming.socket.destroy();
        return new Response(null, { status: 500 });
      }
    },
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const close = (): Promise<void> =>
        new Promise((closed) => {
          server.close(() => closed());
          if ('closeAllConnections' in server) server.closeAllConnections();
        });
      resolve({ port: portOf(server.address()), close });
    });
  });
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('a server of the lab has no port');
  return address.port;
}

/** The request with its body read: the sandbox's servers look at it more than once. */
async function whole(request: Request): Promise<Request> {
  const { url, method, headers } = request;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return new Request(url, { method, headers, body: hasBody ? await request.arrayBuffer() : undefined });
}

async function answer(backEnds: BackEnds, backend: Backend, request: Request): Promise<Response> {
  if (backend.kind === 'maas-api') return backEnds.api.handle(request);
  const model = backEnds
    .models()
    .find(({ namespace, resource }) => namespace === backend.namespace && resource === backend.resource);
  return model === undefined ? new Response(null, { status: 503 }) : model.server.handle(request);
}

import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Http2ServerRequest } from 'node:http2';
import { createServer, Server } from 'node:https';
import type { Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { createAdaptorServer } from '@hono/node-server';
import type { World } from '../world.ts';
import { boundedBody } from './body.ts';
import { servedCertificate } from './certificate.ts';
import { gateway } from './gateway.ts';
import { Disconnect } from './inference.ts';
import { isRestarting, tooLarge } from './large-bodies.ts';
import { refuseMalformed, SERVER_NAME } from './malformed.ts';
import { alsoPlain, hasListener } from './plain-http.ts';
import { local } from './replies.ts';

/**
 * A client that stops in the middle does not hold a connection for long. An idle connection stays for an hour, as at
 * Envoy: closed after seconds, it would break a client that reuses it at that very moment.
 */
const SOCKET = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 3_600_000,
  maxHeaderSize: 60 * 1024,
};
/** Most headers of a request. */
const MOST_HEADERS = 100;

export interface RunningGateway {
  /** `https://localhost:PORT`; nothing listens there when the fault `down` is on. */
  url: string;
  close(): Promise<void>;
}

/** Node speaks 1.2 and 1.3; the versions before them need OpenSSL's lowest security level. */
function tlsVersions(world: World): TlsOptions {
  return world.behaviour.gateway.oldTlsVersions ? { minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } : {};
}

/** Serves the gateway on 127.0.0.1 with TLS and HTTP/1.1; `port` 0 takes a free one. */
export async function startGateway(world: World, { port }: { port: number }): Promise<RunningGateway> {
  const answer = gateway(world);
  const { cert, key } = await servedCertificate(world);
  const server = createAdaptorServer({
    createServer,
    serverOptions: { cert, key, ALPNProtocols: ['http/1.1'], ...tlsVersions(world), ...SOCKET },
    hostname: '127.0.0.1',
    fetch: async (request, { incoming }) => signed(await serve(world, answer, request, incoming)),
  });
  if (server instanceof Server) {
    refuseMalformed(server);
    alsoPlain(world, server, SOCKET);
  }
  // Known from their first byte on: the HTTP server itself does not close sockets that are still in their handshake.
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  if (world.behaviour.gateway.down) await close();
  return { url: `https://localhost:${bound}`, close: world.behaviour.gateway.down ? async () => undefined : close };
}

/** Envoy names itself in whatever it answers or passes on. */
function signed(response: Response): Response {
  response.headers.set('server', SERVER_NAME);
  return response;
}

async function serve(
  world: World,
  answer: ReturnType<typeof gateway>,
  request: Request,
  incoming: IncomingMessage | Http2ServerRequest,
): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const requestId = request.headers.get('x-request-id') ?? randomUUID();
  try {
    if (incoming.httpVersionMajor === 1 && incoming.httpVersionMinor === 0) return local(426, 'Upgrade Required');
    if (incoming.rawHeaders.length / 2 > MOST_HEADERS) return local(431, 'Request Header Fields Too Large');
    if (!hasListener(world, incoming.socket, pathname)) return local(404);
    const body = await boundedBody(request, world);
    if (isRestarting(world)) return local(503, 'no healthy upstream');
    if (body === undefined) return await tooLarge(world);
    return await answer({ request, method: request.method, path: pathname, query: search, body, requestId });
  } catch (error) {
    if (error instanceof Disconnect) {
      incoming.socket.destroy();
      return local(500);
    }
    // Nothing of the failure leaves the process: a client sees what a proxy would say.
    console.error(
      `sandbox gateway: ${request.method} ${pathname} failed: ${error instanceof Error ? error.message : error}`,
    );
    return local(500);
  }
}
